"""Tell on standard error how far a run is; never from a second thread, and never while a trial is being measured."""

import time
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from gilbench import fmt
from gilbench.plan.naming import Names
from gilbench.plan.schedule import Pair
from gilbench.plan.trial import Trial
from gilbench.run.rounds import Step
from gilbench.store.records import Record

QUIET = 10.0  # seconds between two plain lines
FEW = 5.0  # seconds: what is left is not known any better


class RunProgress(Protocol):
    """What the pipeline tells while it works."""

    def say(self, line: str) -> None:
        """Show one line of its own."""
        ...

    def meet(self, names: Names) -> None:
        """Learn how the trials to come are called."""
        ...

    def known(self, worst: Pair) -> None:
        """Learn what is known least precisely so far."""
        ...

    def starting(self, step: Step) -> None:
        """Show which trial comes next, and how far the run is."""
        ...

    def ended(self, trial: Trial, record: Record) -> None:
        """Show a trial that was lost."""
        ...

    def close(self) -> None:
        """Leave the screen as it should stay."""
        ...


def to(stream: TextIO) -> RunProgress:
    """Return a bar for a terminal and plain lines for everything else."""
    return _Bar(stream) if stream.isatty() else _Lines(stream)


class _Lines:
    """One line now and then."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._names = Names(())
        self._spoke = -QUIET
        self._worst = ""

    def say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)

    def meet(self, names: Names) -> None:
        self._names = names

    def known(self, worst: Pair) -> None:
        self._worst = f", {fmt.half_width(worst.half_width)} at worst ({self._names.trial(worst.other)})"

    def starting(self, step: Step) -> None:
        now = time.monotonic()
        if now - self._spoke >= QUIET:
            self._spoke = now
            far = f"{step.done}/{step.total} trials, round {step.round}{self._worst}"
            self.say(f"{far}, {time_left(step)}, now {self._names.trial(step.trial)}")

    def ended(self, trial: Trial, record: Record) -> None:
        if record.outcome.state != "ok":
            self.say(lost(record, self._names.trial(trial)))

    def close(self) -> None:
        """Nothing to put away."""


class _Bar:
    """One line that is redrawn between trials."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream)
        self._progress = Progress(
            BarColumn(bar_width=12),
            MofNCompleteColumn(),
            TextColumn(
                "round {task.fields[round]}{task.fields[worst]}, {task.fields[left]}, {task.fields[trial]}",
                markup=False,
            ),
            console=self._console,
            auto_refresh=False,
        )
        self._task = self._progress.add_task("", total=None, round=1, worst="", left="", trial="")
        self._names = Names(())
        self._started = False

    def say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False)

    def meet(self, names: Names) -> None:
        self._names = names

    def known(self, worst: Pair) -> None:
        self._progress.update(self._task, worst=f", {fmt.half_width(worst.half_width)}")

    def starting(self, step: Step) -> None:
        if not self._started:
            self._progress.start()
            self._started = True
        self._progress.update(
            self._task,
            completed=step.done,
            total=step.total,
            round=step.round,
            left=time_left(step),
            trial=self._names.trial(step.trial),
            refresh=True,
        )

    def ended(self, trial: Trial, record: Record) -> None:
        self._progress.advance(self._task)
        if record.outcome.state != "ok":
            self.say(lost(record, self._names.trial(trial)))

    def close(self) -> None:
        if self._started:
            self._progress.stop()


def lost(record: Record, trial: str) -> str:
    """Return the line for a trial, named in words, that gave no result."""
    return f"{record.outcome.state}: {trial} in round {record.round}: {record.outcome.reason}"


def time_left(step: Step) -> str:
    """Return how much longer the measuring takes; "at most" where further rounds are measured only if they are needed.

    A trial is still to come, so it is never nothing.
    """
    seconds = step.left + step.more
    if seconds < FEW:
        return "a few seconds left"
    return f"{'about' if step.more < FEW else 'at most'} {fmt.duration(seconds)} left"
