"""In which order threads end that were started one after the other, with equal work and with unequal work."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from gilbench.experiments.safety.measure.amount import lasting
from gilbench.experiments.safety.records import Ended
from gilbench.inside.checking import WrongResultError

WORK = 0.0055  # seconds of one thread: longer than a turn of CPython, so that threads are under way side by side
REPEATS = 7


def ended(threads: int) -> list[Ended]:
    """Return in which order threads ended with equal and with unequal work: in turn, on the same machine.

    Raises WrongResultError if the work of a thread was not done.
    """
    amount = lasting(WORK, _taken)
    equal, unequal = [amount] * threads, decreasing(threads, amount)
    orders = [(_order(equal), _order(unequal)) for _ in range(REPEATS)]
    return [
        Ended(unequal=False, orders=[each for each, _ in orders]),
        Ended(unequal=True, orders=[each for _, each in orders]),
    ]


def decreasing(threads: int, amount: int) -> list[int]:
    """Return the work of each thread where each further one has half that of the one before; in all about the same."""
    shares = [2.0**-place for place in range(threads)]
    return [round(threads * amount * each / sum(shares)) for each in shares]


def _order(amounts: Sequence[int]) -> list[int]:
    """Return in which order threads with these amounts of work ended, by their places in the order of their starts."""
    ends: list[tuple[float, int]] = []
    sums: dict[int, int] = {}

    def body(place: int) -> None:
        total = _added(amounts[place])
        ends.append((time.perf_counter(), place))
        sums[place] = total

    started = []
    try:
        for place in range(len(amounts)):
            thread = threading.Thread(target=body, args=(place,))
            thread.start()
            started.append(thread)
    finally:
        for each in started:
            each.join()
    done = [sums.get(place) for place in range(len(amounts))]
    if done != list(amounts):
        raise WrongResultError(f"wrong result: threads that were to add up to {list(amounts)} came to {done}")
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
