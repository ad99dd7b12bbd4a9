"""Reading a total before join(): one thread counts, nobody else writes, and what there is is read too early.

The work is longer than two switch intervals: with a GIL, start() may only return when the new thread gives it up.
"""

from __future__ import annotations

import threading
import time

from gilbench.experiments.safety.measure.amount import lasting
from gilbench.inside.checking import WrongResultError

WORK = 0.012  # seconds
REPEATS = 10


class _Total:
    def __init__(self) -> None:
        self.value = 0


def early() -> list[float]:
    """Return which share of the total there was when start() had returned, for each repeat.

    Raises WrongResultError if the total was not all there after join().
    """
    amount = lasting(WORK, _taken)
    return [_early(amount) for _ in range(REPEATS)]


def _early(amount: int) -> float:
    total = _Total()
    thread = threading.Thread(target=_add, args=(total, amount))
    thread.start()
    found = total.value
    thread.join()
    if total.value != amount:
        raise WrongResultError(f"wrong result: one thread that added {amount} times came to {total.value}")
    return found / amount


def _taken(amount: int) -> float:
    start = time.perf_counter()
    _add(_Total(), amount)
    return time.perf_counter() - start


def _add(total: _Total, amount: int) -> None:
    for _ in range(amount):
        total.value += 1
