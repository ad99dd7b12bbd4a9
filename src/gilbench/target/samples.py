"""From the stamps of one timed call to its side metrics."""

from __future__ import annotations

from collections.abc import Sequence

from gilbench.target.schema import Sample
from gilbench.target.stamps import Stamp


def sample(seconds: float, stamps: Sequence[Stamp], workers: int, loop_cpu: float | None) -> Sample:
    """Return the side metrics of one timed call of `seconds`.

    `loop_cpu` is the CPU time of the event loop's thread where the items ran inside one; elsewhere the workers' CPU
    times are summed.
    """
    return Sample(
        seconds=seconds,
        cpu_seconds=sum(stamp.cpu for stamp in stamps) if loop_cpu is None else loop_cpu,
        voluntary=_switched(stamps, 0),
        involuntary=_switched(stamps, 1),
        overlap=overlap(stamps, workers),
        start_skew=start_skew(stamps, workers),
    )


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


def _switched(stamps: Sequence[Stamp], index: int) -> int | None:
    total = 0
    for stamp in stamps:
        if stamp.before is None or stamp.after is None:
            return None
        total += stamp.after[index] - stamp.before[index]
    return total
