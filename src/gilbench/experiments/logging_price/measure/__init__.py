"""Logging: calls of a disabled level, and records that go to one handler or another, from one thread and from several.

Threads make calls for a fixed time and count them. Every window has handlers of its own, which are made before it and
whose records are read after it: each must be there, whole and once. Loggers have names of their own and hand nothing on
to the root logger. A handler that fails raises in the thread that logs, where logging would print and go on.

Settings alternate within the repeats, forwards and then backwards, so that both sides of a ratio meet the same machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

from gilbench.experiments.logging_price.measure.processes import Processes
from gilbench.experiments.logging_price.measure.windows import Found, Threads
from gilbench.experiments.logging_price.records import (
    FILE,
    OF_PROCESSES,
    PROCESS_FILES,
    PROCESS_QUEUE,
    QUEUE,
    REPEATS,
    WARM,
    WARM_JIT,
    Seen,
    Setting,
    compared,
    lengths,
)
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

_IN_THREADS = {PROCESS_FILES: FILE, PROCESS_QUEUE: QUEUE}  # what is as good to warm
FINE = 1e-5  # seconds of CPU time that must be told apart


def missing() -> str | None:
    """Return why logging cannot be measured in this interpreter; None if it can."""
    try:
        import logging  # noqa: F401, PLC0415  to tell whether there is one
        import threading  # noqa: F401, PLC0415  the same
    except ImportError as error:
        return f"logging from threads needs what this interpreter lacks: {error}"
    if not hasattr(time, "thread_time") or time.get_clock_info("thread_time").resolution > FINE:
        return "this platform does not tell the CPU time of a thread finely enough"
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that repeats the settings of the trial in turns.

    Raises WrongResultError if a record is lacking, torn or there twice, LevelError if the level of a logger is not the
    one that was set, ProcessError if a process that logs fails, and whatever a handler raises.
    """
    import tempfile  # noqa: PLC0415  targets are described without it

    request = subject.request
    to = str(request.parameters["to"])
    with tempfile.TemporaryDirectory(prefix="gilbench-logging-") as folder:
        repeated = _Repeated(to, folder)
        subject.begins()
        repeated.warm()

        def call(_: Read) -> Call:
            seen = repeated.repeat(compared(to, request.workers))
            return Call(statistics.median(seen.settings[0].seconds), [], seen)

        yield call


class _Repeated:
    """The settings of a trial, again and again."""

    def __init__(self, to: str, folder: str) -> None:
        self._to = to
        self._windows = Processes(to, folder) if to in OF_PROCESSES else Threads(to, folder)
        self._warmed = Threads(_IN_THREADS.get(to, to), os.path.join(folder, "warm"))
        os.mkdir(os.path.join(folder, "warm"))

    def warm(self) -> None:
        """Make each kind of call from one thread, until a compiler has seen it: what is forked has that too."""
        seconds = WARM_JIT if sys.implementation.name == "pypy" else WARM
        for what in dict.fromkeys(what for what, crew in compared(self._to, 2) if crew == 1):
            self._warmed.window(what, 1, seconds)

    def repeat(self, wanted: list[tuple[str, int]]) -> Seen:
        """Go through the settings in one order and then in the reverse one."""
        found: dict[tuple[str, int], list[Found]] = {each: [] for each in wanted}
        alone, together = lengths(self._to)
        for number in range(REPEATS):
            for what, crew in wanted[:: -1 if number % 2 else 1]:
                found[what, crew].append(self._windows.window(what, crew, alone if crew == 1 else together))
        told = [_setting(what, crew, windows, self._to) for (what, crew), windows in found.items()]
        return Seen(told, sum(each.records for windows in found.values() for each in windows))


def _setting(what: str, crew: int, windows: list[Found], to: str) -> Setting:
    return Setting(
        what=what,
        threads=crew,
        seconds=[each.seconds() for each in windows],
        cpu=[each.cpu() for each in windows],
        delivered=[value for each in windows for value in each.delivered()],
        ready=[value for each in windows for value in each.ready()],
        running=[each.running() for each in windows] if to == FILE else [],
        rotations=[each.rotations for each in windows if each.rotations is not None],
    )
