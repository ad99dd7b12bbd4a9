"""Sweeps over the sizes: each meets the same moments of the machine, and every trip is checked.

They go from the largest size down, and the first of several trips of a size does not count: the worker may still be
freeing the copies of the size before.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gilbench.experiments.payload.measure.way import Way
from gilbench.inside.checking import WrongResultError

FEWEST = 6  # sweeps: as many as an interval takes
MOST = 20
ALLOWANCE = 0.15  # seconds of sweeps after which FEWEST are enough
LEAST = 0.001  # seconds of trips of one size in a sweep
MOST_TRIPS = 20  # of one size in a sweep


class Swept(NamedTuple):
    """What the sweeps took."""

    seconds: Mapping[int, list[float]]  # by size, of a trip in each sweep
    trips: int


def sweep(way: Way, payloads: Mapping[int, Any]) -> Swept:
    """Hand over every size, again and again; raises WrongResultError if something else comes back than was sent."""
    batches = {size: _batch(way, payload) for size, payload in payloads.items()}
    seconds: dict[int, list[float]] = {size: [] for size in payloads}
    end, sweeps = time.monotonic() + ALLOWANCE, 0
    while sweeps < FEWEST or (sweeps < MOST and time.monotonic() < end):
        for size in sorted(payloads, reverse=True):
            seconds[size].append(_typical([_trip(way, payloads[size]) for _ in range(batches[size])]))
        sweeps += 1
    return Swept(seconds, sweeps * sum(batches.values()))


def _batch(way: Way, payload: Any) -> int:
    """Return how many trips a sweep makes of a size, one that does not count among them, after trips that warm it."""
    taken = _trip(way, payload)
    if taken < LEAST * MOST_TRIPS:  # the first trip of a size finds its memory in no cache
        taken = min(_trip(way, payload), _trip(way, payload))
    counted = min(MOST_TRIPS, math.ceil(LEAST / taken))
    return counted + 1 if counted > 1 else 1


def _trip(way: Way, payload: Any) -> float:
    """Hand data over and get them back; return the seconds."""
    start = time.perf_counter()
    back = way.trip(payload)
    taken = time.perf_counter() - start
    if not way.right(payload, back):
        raise WrongResultError("wrong result: what came back is not what was handed over")
    return taken


def _typical(trips: Sequence[float]) -> float:
    return statistics.median(trips[1:] or trips)
