"""How much work takes so long here."""

from __future__ import annotations

from typing import Callable

FIRST = 500
LEAST = 0.0005  # seconds of work from which its speed can be told


def lasting(seconds: float, taken: Callable[[int], float]) -> int:
    """Return how much work takes about so many seconds; `taken` does an amount of it and tells the seconds."""
    amount = FIRST
    while (fastest := min(taken(amount), taken(amount))) < LEAST:  # the first may have been slow: a JIT warms to it
        amount *= 2
    return max(FIRST, round(amount * seconds / fastest))
