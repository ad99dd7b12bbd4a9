"""Let a JIT finish compiling before anything counts: repeat the work until its times are flat, or a cap is reached.

Other programs only ever add time, so fastest calls are compared and not averages. A series that is flat need not be at
its best for good: the series is stored, and what a JIT does later shows in the values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

LATEST = 3  # calls that must have brought nothing
GAIN = 0.03  # share of its time by which a call must beat all before it to count as faster
MOST_CALLS = 10
MOST_SECONDS = 2.0  # no call begins after so many seconds of calls


def settle(call: Callable[[], float]) -> list[float]:
    """Repeat `call`, which returns its own seconds, until the series is flat or a cap is reached; return the series."""
    series: list[float] = []
    while not flat(series) and len(series) < MOST_CALLS and sum(series) < MOST_SECONDS:
        series.append(call())
    return series


def flat(series: Sequence[float]) -> bool:
    """Tell whether the latest calls, at their fastest, were no longer faster than the fastest before them."""
    return len(series) > LATEST and not _got_faster(series)


def remarks(series: Sequence[float]) -> list[str]:
    """Return what a reader should know of a trial that a cap has stopped; nothing if there is no series.

    Slow calls reach the cap before there are enough of them to be flat: then those that there are decide.
    """
    if len(series) == 1:
        return [f"only 1 warm-up call fitted into {MOST_SECONDS:g} s"]
    return [f"still getting faster after {len(series)} warm-up calls"] if series and _got_faster(series) else []


def _got_faster(series: Sequence[float]) -> bool:
    first = max(1, len(series) - LATEST)
    return min(series[first:]) < (1 - GAIN) * min(series[:first])
