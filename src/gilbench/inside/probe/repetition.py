"""How long one call takes, and how often to repeat it between two looks at the clock."""

from __future__ import annotations

import time
from itertools import repeat
from typing import NamedTuple

from gilbench.inside.probe.expression import Prepared, looping

CHUNK = 0.02  # seconds between two looks at the clock
_PRECISE = 0.005  # seconds: a loop that long is timed well enough
_EMPTY = 50_000  # rounds of the empty loop


class Pace(NamedTuple):
    """How a call is repeated."""

    seconds: float  # of one call with its share of the loop
    overhead: float  # share of that which is the loop
    chunk: int  # calls between two looks at the clock


def pace(prepared: Prepared) -> Pace:
    """Time the call: once, or as often as it takes to be timed well."""
    count = 1
    taken = _timed(prepared, count)
    while taken < _PRECISE:
        count *= 2
        taken = _timed(prepared, count)
    seconds = taken / count
    return Pace(seconds, min(1.0, _empty_loop() / seconds), max(1, int(CHUNK / seconds)))


class Repeater:
    """Repeats a call, and counts."""

    def __init__(self, prepared: Prepared, count: int) -> None:
        self._loop = prepared.loop
        self._count = count
        self.calls = 0

    def run_for(self, seconds: float) -> None:
        """Repeat the call for that long, at least once."""
        end = time.perf_counter() + seconds
        while True:
            self._loop(repeat(None, self._count))
            self.calls += self._count
            if time.perf_counter() >= end:
                return


def _timed(prepared: Prepared, count: int) -> float:
    start = time.perf_counter()
    prepared.loop(repeat(None, count))
    return time.perf_counter() - start


def _empty_loop() -> float:
    """Return the seconds of one round of a loop around nothing."""
    loop = looping(None, {})
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        loop(repeat(None, _EMPTY))
        best = min(best, time.perf_counter() - start)
    return best / _EMPTY
