"""Spans of time: their parts in common, and what of them lies in a window. Pure.

Every list of them is in order, and no two in it overlap.
"""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[float, float]  # begin and end, of one clock


def common(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return the time that is in both."""
    found, one, other = [], 0, 0
    while one < len(some) and other < len(others):
        begin = max(some[one][0], others[other][0])
        end = min(some[one][1], others[other][1])
        if begin < end:
            found.append((begin, end))
        if some[one][1] < others[other][1]:
            one += 1
        else:
            other += 1
    return found


def seconds(spans: Sequence[Span]) -> float:
    """Return how long they are together."""
    return sum(end - begin for begin, end in spans)


def slices(window: Span, count: int) -> list[Span]:
    """Cut a window into that many slices of one length."""
    length = (window[1] - window[0]) / count
    return [(window[0] + length * number, window[0] + length * (number + 1)) for number in range(count)]


def longest(spans: Sequence[Span]) -> float:
    """Return the length of the longest; 0 if there is none."""
    return max((end - begin for begin, end in spans), default=0.0)
