"""One window of calls from threads, and what it came to."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Callable, NamedTuple

from gilbench.experiments.logging_price.measure.calls import CALLS, RECORD, Turn
from gilbench.experiments.logging_price.measure.sinks import Sink, opened
from gilbench.experiments.logging_price.records import FILE, OWN, PLAIN
from gilbench.inside import ledger
from gilbench.inside.at_once import at_once


class Found(NamedTuple):
    """What one window came to."""

    turns: list[Turn]
    finished: float | None  # when the last record was where it goes; None where calls wait for that themselves
    rotations: int | None
    records: int

    def seconds(self) -> float:
        """Return the wall time of a call."""
        return _over(self.turns, max(each.end for each in self.turns))

    def cpu(self) -> float:
        """Return the CPU time of a call."""
        return sum(each.cpu for each in self.turns) / sum(each.calls for each in self.turns)

    def delivered(self) -> list[float]:
        """Return the wall time of a record until the last one is where it goes; nothing where calls wait for that."""
        return [] if self.finished is None else [_over(self.turns, self.finished)]

    def ready(self) -> list[float]:
        """Return the share of the threads' time in which no CPU was free; nothing where it is not known."""
        known = [each.ready for each in self.turns if each.ready is not None]
        return [min(sum(known) / _wall(self.turns), 1 - self.running())] if len(known) == len(self.turns) else []

    def running(self) -> float:
        """Return the share of the threads' time on a CPU."""
        return min(1.0, sum(each.cpu for each in self.turns) / _wall(self.turns))


class Threads:
    """Windows of calls to one kind of handler, in a folder of their own."""

    def __init__(self, to: str, folder: str) -> None:
        self._to, self._folder = to, folder
        self._opened = 0
        # Reading how long a thread waited for a CPU must not make it wait for the GIL.
        self._tells_ready = to == FILE and not math.isinf(ledger.cost())

    def window(self, what: str, threads: int, seconds: float) -> Found:
        """Log from so many threads for so many seconds, wait for the last record, and look for every one."""
        of = self._call_of(what)
        with ExitStack() as stack:
            sinks = [stack.enter_context(self._sink()) for _ in range(threads if what == OWN else 1)]
            of_threads = [sinks[place % len(sinks)] for place in range(threads)]
            turn = partial(_with_ready, CALLS[of]) if self._tells_ready else CALLS[of]
            turns = at_once([partial(_ready, turn, sink, place, seconds) for place, sink in enumerate(of_threads)])
            ends = [end for sink in sinks if (end := sink.finish()) is not None]
            records = sum(sink.require(_of(sink, of_threads, turns), of) for sink in sinks)
            return Found(turns, max(ends, default=None), sinks[0].rotations(), records)

    def _call_of(self, what: str) -> str:
        if what in CALLS:
            return what
        return self._to if self._to in CALLS and what != PLAIN else RECORD

    @contextmanager
    def _sink(self) -> Iterator[Sink]:
        self._opened += 1
        name = f"gilbench.logging_price.{self._opened}"
        with opened(self._to, name, os.path.join(self._folder, str(self._opened))) as sink:
            yield sink


def _ready(turn: Callable[..., Turn], sink: Sink, place: int, seconds: float) -> Callable[[float], Turn]:
    """Return the turn of a thread, which begins when all do."""
    return lambda _: turn(sink.log, place, seconds)


def _with_ready(turn: Callable[..., Turn], *arguments: object) -> Turn:
    """Take a turn, and note for how long its thread could have run but had no CPU."""
    before = ledger.full().ready
    done = turn(*arguments)
    after = ledger.full().ready
    return done if before is None or after is None else done._replace(ready=after - before)


def _of(sink: Sink, of_threads: list[Sink], turns: list[Turn]) -> dict[int, int]:
    """Return how many calls each thread has made of those that log to this sink."""
    return {place: turn.calls for place, (mine, turn) in enumerate(zip(of_threads, turns)) if mine is sink}


def _over(turns: list[Turn], end: float) -> float:
    return (end - min(each.start for each in turns)) / sum(each.calls for each in turns)


def _wall(turns: list[Turn]) -> float:
    return sum(each.end - each.start for each in turns)
