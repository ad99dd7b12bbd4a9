"""Counters that several threads add to: how many updates are not in the total when all threads have been joined.

Every way to count is a loop written out, so that nothing but it decides where the interpreter may switch threads. The
locks guard the update that has a call in it: there every interpreter may switch.
"""

from __future__ import annotations

import itertools
import threading
import time
from functools import partial
from typing import Any, Callable, NamedTuple

from gilbench.experiments.safety.measure.amount import lasting
from gilbench.experiments.safety.measure.crew import Span, together
from gilbench.experiments.safety.records import COUNT, LOCKS, REPEATS, SHARDED, SHORTEST, Runs
from gilbench.inside import state
from gilbench.inside.checking import WrongResultError
from gilbench.inside.switching import switching

LONG = (
    0.008  # seconds of a run of one thread, in all threads together, at the default switch interval: 0.005 on CPython
)
SHORT = 0.003  # seconds of a run of which the switch interval is the shortest, and of one thread alone

MOST = 0.01  # seconds of a run at the shortest switch interval


class Counter:
    """What is counted up."""

    def __init__(self) -> None:
        self.value = 0


class Way(NamedTuple):
    """A way to count."""

    new: Callable[[], Any]  # what the threads of a run share
    add: Callable[[Any, int], None]  # what one thread does to it, so many times
    total: Callable[[Any], int]  # what it comes to when all have been joined


def counted(name: str, threads: int) -> list[Runs]:
    """Return the runs of one way to count: of all threads and of one, and of all at the shortest switch interval.

    Without a GIL no switch interval is in force. Raises WrongResultError if one thread alone, or threads with a lock or
    with counters of their own, lost an update, or if there was more in a total than had been added.
    """
    way = WAYS[name]
    long, short = (lasting(each, partial(_taken, way)) for each in (LONG, SHORT))
    found = [_repeated(way, threads, long // threads), _repeated(way, 1, short)]
    if state.gil_enabled():
        with switching(SHORTEST):
            found.append(_repeated(way, threads, _affordable(way, threads, short // threads), shortest=True))
    for each in found:
        _require(name, each)
    return found


def one() -> int:
    """Return 1: a call between the read and the write of an update."""
    return 1


def _taken(way: Way, count: int) -> float:
    """Return the seconds of so many updates without other threads: it is told more steadily than that of a race."""
    counter = way.new()
    start = time.perf_counter()
    way.add(counter, count)
    return time.perf_counter() - start


def _affordable(way: Way, threads: int, amount: int) -> int:
    """Return how much of it a run can do in time where so many switches cost far more than the work, as on PyPy."""
    _, spans = _run(way, threads, amount)
    return max(1, round(amount * min(1.0, MOST / _seconds(spans))))


def _repeated(way: Way, threads: int, amount: int, *, shortest: bool = False) -> Runs:
    runs = [_run(way, threads, amount) for _ in range(REPEATS)]
    increments = threads * amount
    lost, seconds = [increments - total for total, _ in runs], [_seconds(spans) for _, spans in runs]
    return Runs(threads, shortest, increments, lost, seconds)


def _run(way: Way, threads: int, amount: int) -> tuple[int, list[Span]]:
    """Have each thread add so many times; return the total, and when they worked."""
    counter = way.new()
    spans = together(threads, lambda _: way.add(counter, amount))
    return way.total(counter), spans


def _seconds(spans: list[Span]) -> float:
    return max(each.end for each in spans) - min(each.start for each in spans)


def _require(name: str, runs: Runs) -> None:
    safe = name in {*LOCKS, SHARDED} or runs.threads == 1
    for lost in runs.lost:
        if lost < 0 or lost >= runs.increments or (safe and lost):
            raise WrongResultError(
                f"wrong result: {name} in {runs.threads} threads came to {runs.increments - lost}, "
                f"of {runs.increments} updates"
            )


def _attribute(counter: Counter, count: int) -> None:
    for _ in range(count):
        counter.value += 1


def _call(counter: Counter, count: int) -> None:
    for _ in range(count):
        counter.value += one()


def _item(counts: list[int], count: int) -> None:
    for _ in range(count):
        counts[0] += 1


def _entry(counts: dict[str, int], count: int) -> None:
    for _ in range(count):
        counts["value"] += 1


_total = 0


def _new_global() -> None:
    global _total  # noqa: PLW0603  what it does to a global is the question
    _total = 0


def _global(_: None, count: int) -> None:
    global _total  # noqa: PLW0603  as above
    for _turn in range(count):
        _total += 1


def _guarded(shared: tuple[Counter, Any], count: int) -> None:
    counter, lock = shared
    for _ in range(count):
        with lock:
            counter.value += one()


def _next(numbers: itertools.count[int], count: int) -> None:
    for _ in range(count):
        next(numbers)


def _sharded(counters: list[Counter], count: int) -> None:
    own = Counter()
    counters.append(own)
    _call(own, count)


def _value(counter: Counter) -> int:
    return counter.value


WAYS = {
    "attribute": Way(Counter, _attribute, _value),
    "call": Way(Counter, _call, _value),
    "list": Way(lambda: [0], _item, lambda counts: counts[0]),
    "dict": Way(lambda: {"value": 0}, _entry, lambda counts: counts["value"]),
    "global": Way(_new_global, _global, lambda _: _total),
    "Lock": Way(lambda: (Counter(), threading.Lock()), _guarded, lambda shared: shared[0].value),
    "RLock": Way(lambda: (Counter(), threading.RLock()), _guarded, lambda shared: shared[0].value),
    COUNT: Way(itertools.count, _next, next),
    SHARDED: Way(list, _sharded, lambda counters: sum(each.value for each in counters)),
}
