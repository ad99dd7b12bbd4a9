"""Whether the workers of a call worked at the same time, from the stamps of its items."""

from __future__ import annotations

from collections.abc import Sequence

from gilbench.inside.stamps import Stamp


def overlap(stamps: Sequence[Stamp], workers: int) -> float | None:
    """Return the share of first start to last end during which at least `workers` items were being worked on.

    None if there are fewer items than workers, or nothing lasted.
    """
    if len(stamps) < workers:
        return None
    edges = sorted([(stamp.start, 1) for stamp in stamps] + [(stamp.end, -1) for stamp in stamps])
    span = edges[-1][0] - edges[0][0]
    active, full, previous = 0, 0.0, edges[0][0]
    for moment, change in edges:
        if active >= workers:
            full += moment - previous
        active += change
        previous = moment
    return full / span if span > 0 else None


def start_skew(stamps: Sequence[Stamp], workers: int) -> float | None:
    """Return the seconds between the first and the last worker's first start; None if some worker never started."""
    firsts: dict[tuple[int, int], float] = {}
    for stamp in stamps:
        firsts[stamp.worker] = min(stamp.start, firsts.get(stamp.worker, stamp.start))
    ordered = sorted(firsts.values())[:workers]
    return ordered[-1] - ordered[0] if len(ordered) == workers else None
