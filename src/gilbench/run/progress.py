"""Tell on standard error how far a run is; never from a second thread, and never while a trial is being measured."""

import time
from dataclasses import replace
from typing import Protocol, TextIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from gilbench import fmt
from gilbench.plan.naming import Names
from gilbench.plan.schedule import Pair
from gilbench.plan.trial import Trial
from gilbench.run.progress_line import Far, fitted, time_left
from gilbench.run.rounds import Step
from gilbench.store.records import Record

QUIET = 10.0  # seconds between two plain lines
_BAR, _ROOM_FOR_A_BAR = 12, 60  # columns


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
        self._live = Live(self, console=self._console, auto_refresh=False)
        self._names = Names(())
        self._far: Far | None = None
        self._worst = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the line, with a bar before it where there is room."""
        if self._far is None:
            return
        step, room = self._far.step, options.max_width
        if room < _ROOM_FOR_A_BAR:
            yield Text(fitted(self._far, room), no_wrap=True)
            return
        bar = ProgressBar(step.total, step.done, width=_BAR)
        shown = Table.grid(padding=(0, 1))
        shown.add_row(bar, Text(fitted(self._far, room - _BAR - 1), no_wrap=True))
        yield shown

    def say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False)

    def meet(self, names: Names) -> None:
        self._names = names

    def known(self, worst: Pair) -> None:
        self._worst = fmt.half_width(worst.half_width)

    def starting(self, step: Step) -> None:
        self._far = Far(step, self._names.trial(step.trial), self._worst)
        self._live.start()
        self._live.refresh()

    def ended(self, trial: Trial, record: Record) -> None:
        if self._far is not None:
            self._far = replace(self._far, step=replace(self._far.step, done=self._far.step.done + 1))
        if record.outcome.state != "ok":
            self.say(lost(record, self._names.trial(trial)))

    def close(self) -> None:
        self._live.stop()


def lost(record: Record, trial: str) -> str:
    """Return the line for a trial, named in words, that gave no result."""
    return f"{record.outcome.state}: {trial} in round {record.round}: {record.outcome.reason}"
