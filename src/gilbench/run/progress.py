"""Tell on standard error how far a run is; never from a second thread, and never while a trial is being measured."""

import time
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from gilbench import fmt
from gilbench.plan.naming import Names
from gilbench.plan.schedule import Pair
from gilbench.plan.trial import Trial
from gilbench.store.records import Record

QUIET = 10.0  # seconds between two plain lines


class RunProgress(Protocol):
    """What the pipeline tells while it works."""

    def say(self, line: str) -> None:
        """Show one line of its own."""
        ...

    def meet(self, names: Names) -> None:
        """Learn how the trials to come are called."""
        ...

    def expect(self, seconds: float) -> None:
        """Learn how many seconds the measuring will take, at most."""
        ...

    def known(self, worst: Pair) -> None:
        """Learn what is known least precisely so far."""
        ...

    def starting(self, trial: Trial, round_number: int, done: int, total: int) -> None:
        """Show which trial comes next, in which round, and how many of the total are done."""
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
        self._end = 0.0
        self._worst = ""

    def say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)

    def meet(self, names: Names) -> None:
        self._names = names

    def expect(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def known(self, worst: Pair) -> None:
        self._worst = f", {half_width(worst)} at worst ({self._names.trial(worst.other)})"

    def starting(self, trial: Trial, round_number: int, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._spoke >= QUIET:
            self._spoke = now
            left = _left(self._end - now)
            called = self._names.trial(trial)
            self.say(f"{done}/{total} trials, round {round_number}{self._worst}, {left} left, now {called}")

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
                "round {task.fields[round]}{task.fields[worst]}, {task.fields[left]} left, {task.fields[trial]}",
                markup=False,
            ),
            console=self._console,
            auto_refresh=False,
        )
        self._task = self._progress.add_task("", total=None, round=1, worst="", left="", trial="")
        self._names = Names(())
        self._end = 0.0
        self._started = False

    def say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False)

    def meet(self, names: Names) -> None:
        self._names = names

    def expect(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def known(self, worst: Pair) -> None:
        self._progress.update(self._task, worst=f", {half_width(worst)}")

    def starting(self, trial: Trial, round_number: int, done: int, total: int) -> None:
        if not self._started:
            self._progress.start()
            self._started = True
        left = _left(self._end - time.monotonic())
        name = self._names.trial(trial)
        self._progress.update(
            self._task, completed=done, total=total, round=round_number, left=left, trial=name, refresh=True
        )

    def ended(self, trial: Trial, record: Record) -> None:
        self._progress.advance(self._task)
        if record.outcome.state != "ok":
            self.say(lost(record, self._names.trial(trial)))

    def close(self) -> None:
        if self._started:
            self._progress.stop()


def half_width(comparison: Pair) -> str:
    """Return how precise a comparison is: "± 7 %"; beyond ± 100 % the figure tells nothing."""
    return "more than ± 100 %" if comparison.half_width > 1 else f"± {fmt.share(comparison.half_width)}"


def lost(record: Record, trial: str) -> str:
    """Return the line for a trial, named in words, that gave no result."""
    return f"{record.outcome.state}: {trial} in round {record.round}: {record.outcome.reason}"


def _left(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
