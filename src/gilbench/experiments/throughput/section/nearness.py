"""How far a ratio is from making no difference."""

from math import inf, log


def distance(ratio: float) -> float:
    """Return how far a ratio is from 1, the same for twice and for half."""
    return abs(log(ratio)) if ratio > 0 else inf
