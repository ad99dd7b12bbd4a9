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
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Callable, NamedTuple

from gilbench.experiments.logging_price.measure.calls import CALLS, RECORD, Turn
from gilbench.experiments.logging_price.measure.sinks import Sink, opened
from gilbench.experiments.logging_price.records import (
    EXCEPTION,
    OWN,
    REPEATS,
    WARM,
    WARM_JIT,
    Seen,
    Setting,
    compared,
    lengths,
)
from gilbench.inside.at_once import at_once
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

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
    one that was set, and whatever a handler raises.
    """
    import tempfile  # noqa: PLC0415  targets are described without it

    request = subject.request
    to = str(request.parameters["to"])
    with tempfile.TemporaryDirectory(prefix="gilbench-logging-") as folder:
        windows = _Windows(to, folder)
        subject.begins()
        windows.warm()

        def call(_: Read) -> Call:
            seen = windows.repeat(compared(to, request.workers))
            return Call(statistics.median(seen.settings[0].seconds), [], seen)

        yield call


class _Found(NamedTuple):
    """What one window came to."""

    seconds: float
    cpu: float
    delivered: float | None
    records: int


class _Windows:
    """Windows of calls to one kind of handler, in a folder of their own."""

    def __init__(self, to: str, folder: str) -> None:
        self._to, self._folder = to, folder
        self._opened = 0

    def warm(self) -> None:
        """Make each kind of call from one thread, until a compiler has seen it."""
        seconds = WARM_JIT if sys.implementation.name == "pypy" else WARM
        for what in dict.fromkeys(what for what, _ in compared(self._to, 1) if what != OWN):
            self._window(what, 1, seconds)

    def repeat(self, wanted: list[tuple[str, int]]) -> Seen:
        """Go through the settings in one order and then in the reverse one."""
        found: dict[tuple[str, int], list[_Found]] = {each: [] for each in wanted}
        alone, together = lengths(self._to)
        for number in range(REPEATS):
            for what, threads in wanted[:: -1 if number % 2 else 1]:
                found[what, threads].append(self._window(what, threads, alone if threads == 1 else together))
        told = [
            Setting(
                what,
                threads,
                [each.seconds for each in windows],
                [each.cpu for each in windows],
                [each.delivered for each in windows if each.delivered is not None],
            )
            for (what, threads), windows in found.items()
        ]
        return Seen(told, sum(each.records for windows in found.values() for each in windows))

    def _window(self, what: str, threads: int, seconds: float) -> _Found:
        """Log from so many threads for so many seconds, wait for the last record, and look for every one."""
        turn = CALLS.get(what) or CALLS[EXCEPTION if self._to == EXCEPTION else RECORD]
        with ExitStack() as stack:
            sinks = [stack.enter_context(self._sink()) for _ in range(threads if what == OWN else 1)]
            of_threads = [sinks[place % len(sinks)] for place in range(threads)]
            turns = at_once([partial(_ready, turn, sink, place, seconds) for place, sink in enumerate(of_threads)])
            ends = [end for sink in sinks if (end := sink.finish()) is not None]
            return _Found(
                _over(turns, max(each.end for each in turns)),
                sum(each.cpu for each in turns) / sum(each.calls for each in turns),
                _over(turns, max(ends)) if ends else None,
                sum(sink.require(_of(sink, of_threads, turns)) for sink in sinks),
            )

    @contextmanager
    def _sink(self) -> Iterator[Sink]:
        self._opened += 1
        name = f"gilbench.logging_price.{self._opened}"
        with opened(self._to, name, os.path.join(self._folder, str(self._opened))) as sink:
            yield sink


def _ready(turn: Callable[..., Turn], sink: Sink, place: int, seconds: float) -> Callable[[float], Turn]:
    """Return the turn of a thread, which begins when all do."""
    return lambda _: turn(sink.log, place, seconds)


def _of(sink: Sink, of_threads: list[Sink], turns: list[Turn]) -> dict[int, int]:
    """Return how many calls each thread has made of those that log to this sink."""
    return {place: turn.calls for place, (mine, turn) in enumerate(zip(of_threads, turns)) if mine is sink}


def _over(turns: list[Turn], end: float) -> float:
    return (end - min(each.start for each in turns)) / sum(each.calls for each in turns)
