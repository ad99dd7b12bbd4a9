"""In which order threads end that were started one after the other, with the same work each."""

from __future__ import annotations

import threading
import time

from gilbench.experiments.safety.measure.amount import lasting
from gilbench.inside.checking import check

WORK = 0.008  # seconds of one thread: longer than a turn of CPython, so that threads are under way side by side
REPEATS = 8


def finished(threads: int) -> list[list[int]]:
    """Return in which order the threads ended, for each repeat, by their places in the order of their starts.

    Raises WrongResultError if the work of a thread was not done.
    """
    amount = lasting(WORK, _taken)
    return [_finished(threads, amount) for _ in range(REPEATS)]


def _finished(threads: int, amount: int) -> list[int]:
    ends: list[tuple[float, int]] = []
    sums: list[int] = []

    def body(place: int) -> None:
        total = _added(amount)
        ends.append((time.perf_counter(), place))
        sums.append(total)

    started = []
    try:
        for place in range(threads):
            thread = threading.Thread(target=body, args=(place,))
            thread.start()
            started.append(thread)
    finally:
        for each in started:
            each.join()
    check(sums, amount, threads)
    return [place for _, place in sorted(ends)]


def _taken(amount: int) -> float:
    start = time.perf_counter()
    _added(amount)
    return time.perf_counter() - start


def _added(amount: int) -> int:
    total = 0
    for _ in range(amount):
        total += 1
    return total
