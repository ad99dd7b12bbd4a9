"""Where a value has fewer items than threads would need because its results are large, in words."""

from collections.abc import Iterator

from gilbench import fmt
from gilbench.store.records import Bound, Calibration

LARGE = 2**29  # bytes: what a process that is measured takes from here on is said


def in_words(calibration: Calibration) -> str:
    """Say which work has fewer items in a value, how many and why; empty if none has."""
    return "; ".join(_lines(calibration))


def peak(peaks: list[int]) -> tuple[str, ...]:
    """Return a note on the bytes that a trial took in its rounds at most, where that is much."""
    most = max(peaks, default=0)
    return (f"took up to {fmt.size(most)} of memory, its worker processes not counted",) if most >= LARGE else ()


def _lines(calibration: Calibration) -> Iterator[str]:
    for kind, of_kind in calibration.bounded.items():
        several = f" on {kind}" if len(calibration.items) > 1 else ""
        for workload, bound in of_kind.items():
            items = calibration.items.get(kind, {}).get(workload)
            if items is not None:
                yield f"{workload}: {_why(bound)}, so a value has {items} items{several} instead of {bound.wanted}"


def _why(bound: Bound) -> str:
    if bound.by == "memory":
        return f"{fmt.size(bound.result_bytes)} a result"
    return f"{fmt.time(bound.back)} for a result to come back from a process"
