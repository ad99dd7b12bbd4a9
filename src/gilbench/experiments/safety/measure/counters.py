"""Counters that several threads add to: how many updates are not in the total when all threads have been joined.

Every way to count is a loop written out, so that nothing but it decides where the interpreter may switch threads. The
locks guard the update that has a call in it: there every interpreter may switch. So does the queue's owner update.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from functools import partial
from typing import Any, Callable, NamedTuple

from gilbench.experiments.safety.measure.amount import lasting
from gilbench.experiments.safety.measure.crew import Span, together
from gilbench.experiments.safety.records import COUNT, LOCKS, QUEUE, REPEATS, SHARDED, SHORTEST, Runs
from gilbench.inside import state
from gilbench.inside.checking import WrongResultError
from gilbench.inside.switching import switching

LONG = 0.0055  # seconds of one thread for the updates of all at the default switch interval, which is 0.005 on CPython
ALONE = 0.0015  # seconds of a run of one thread alone
SHORT = 0.003  # seconds of one thread for the updates of all at the shortest switch interval
MOST = 0.004  # seconds of a run there, where so many switches may cost far more than the work, as on PyPy
TRIED = 1 / 32  # of the updates of such a run: from so many it is told what all would take


class Counter:
    """What is counted up."""

    def __init__(self) -> None:
        self.value = 0


class Way(NamedTuple):
    """A way to count."""

    new: Callable[[], Any]  # what the threads of a run share
    add: Callable[[Any, int], None]  # what one thread does to it, so many times
    total: Callable[[Any], int]  # what it comes to when all have been joined
    own: Callable[[Any, int], None] | None = None  # what one more thread does, which serves so many


def counted(name: str, threads: int) -> list[Runs]:
    """Return the runs of one way to count: of all threads and of one, and of all at the shortest switch interval.

    Without a GIL no switch interval is in force. Raises WrongResultError if one thread alone, or threads with a lock,
    with counters of their own or with an owner, lost an update, or if there was more in a total than had been added.
    """
    way = WAYS[name]
    long = lasting(LONG, partial(_taken, way))
    found = [_repeated(name, threads, long // threads), _repeated(name, 1, round(long * ALONE / LONG))]
    if state.gil_enabled():
        with switching(SHORTEST):
            short = _affordable(way, threads, round(long * SHORT / LONG) // threads)
            found.append(_repeated(name, threads, short, shortest=True))
    for each in found:
        _require(each)
    return found


def one() -> int:
    """Return 1: a call between the read and the write of an update."""
    return 1


def _taken(way: Way, count: int) -> float:
    """Return the seconds of so many updates without other threads: it is told more steadily than that of a race."""
    counter = way.new()
    start = time.perf_counter()
    way.add(counter, count)
    if way.own is not None:
        way.own(counter, 1)
    return time.perf_counter() - start


def _affordable(way: Way, threads: int, amount: int) -> int:
    """Return how much of an amount for each thread a run can do in time."""
    tried = [_run(way, threads, max(1, round(amount * TRIED))) for _ in range(2)]  # other programs may slow down one
    seconds = min(_seconds(spans) for _, spans in tried)
    return max(1, round(amount * min(1.0, MOST * TRIED / seconds)))


def _repeated(name: str, threads: int, amount: int, *, shortest: bool = False) -> Runs:
    runs = [_run(WAYS[name], threads, amount) for _ in range(REPEATS)]
    increments = threads * amount
    lost, seconds = [increments - total for total, _ in runs], [_seconds(spans) for _, spans in runs]
    cpu = [used for _, spans in runs if (used := _cpu(spans)) is not None]
    return Runs(name, threads, shortest, increments, lost, seconds, cpu)


def _run(way: Way, threads: int, amount: int) -> tuple[int, list[Span]]:
    """Have each thread add so many times; return the total, and when they worked."""
    counter = way.new()

    def work(place: int) -> None:
        if way.own is not None and place == threads:
            way.own(counter, threads)
        else:
            way.add(counter, amount)

    spans = together(threads if way.own is None else threads + 1, work)
    return way.total(counter), spans


def _seconds(spans: list[Span]) -> float:
    return max(each.end for each in spans) - min(each.start for each in spans)


def _cpu(spans: list[Span]) -> float | None:
    used = [each.cpu for each in spans if each.cpu is not None]
    return sum(used) if len(used) == len(spans) else None


def _require(runs: Runs) -> None:
    safe = runs.way in {*LOCKS, SHARDED, QUEUE} or runs.threads == 1
    for lost in runs.lost:
        if lost < 0 or lost >= runs.increments or (safe and lost):
            raise WrongResultError(
                f"wrong result: {runs.way} in {runs.threads} threads came to {runs.increments - lost}, "
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


def _put(shared: tuple[Counter, Any], count: int) -> None:
    """Send increments to the owner, and then that there are no more: also on an error, or the owner waits for ever."""
    _, increments = shared
    try:
        for _ in range(count):
            increments.put(one())
    finally:
        increments.put(None)


def _own(shared: tuple[Counter, Any], senders: int) -> None:
    """Add what so many threads send: nobody else writes to the counter."""
    counter, increments = shared
    for _ in range(senders):
        for increment in iter(increments.get, None):
            counter.value += increment


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
    QUEUE: Way(lambda: (Counter(), queue.SimpleQueue()), _put, lambda shared: shared[0].value, _own),
}
