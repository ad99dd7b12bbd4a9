"""What the windows of pauses come to."""

import statistics
from collections.abc import Callable, Mapping, Sequence

from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import interval_of_mean, typical, typical_seconds
from gilbench.experiments.pauses.records import Seen
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure(
        "pause_share", "share", "less", "Share of the time that a thread which only wakes up is in pauses of > 1 ms."
    ),
    Figure("pause_everybody", "share", "less", "Share of the time in which all such threads are in a pause at once."),
    Figure("pause_share_beside", "share", "less", "The same share in a process beside them, which shares no GIL."),
    Figure("pause_added", "share", "less", "pause_share less pause_share_beside, slice by slice of one window."),
    Figure("pause_rate", "1/s", "less", "Pauses that begin in a second, of one thread."),
    Figure("pause_longest", "s", "less", "The longest pause, or the latest waking where there was none."),
    Figure("pause_longest_beside", "s", "less", "The same in the process beside."),
    Figure("pause_p99", "s", "less", "By how much one waking of a hundred is late or later; due every 0.5 ms."),
    Figure("pause_p99_beside", "s", "less", "The same in the process beside."),
    Figure("pause_collections", "1/s", "", "Collections in a second, by gc.callbacks."),
    Figure("pause_collecting", "share", "less", "Share of the time in collections, by gc.callbacks."),
    Figure("pause_longest_collection", "s", "less", "The longest collection, by gc.callbacks."),
    Figure("pause_by_collector", "share", "", "Share of the time in pauses that collections took."),
    Figure("pause_tracked", "", "", "Objects that the collector tracks."),
)
COMPARED = "pause_p99"

_SHARES: Mapping[str, Callable[[Seen], Sequence[float]]] = {  # in each slice
    "pause_share": lambda seen: [each / _length(seen) for each in seen.paused],
    "pause_everybody": lambda seen: [each / _length(seen) for each in seen.everybody],
    "pause_share_beside": lambda seen: [each / _length(seen) for each in seen.paused_beside],
    "pause_added": lambda seen: [
        (own - other) / _length(seen) for own, other in zip(seen.paused, seen.paused_beside, strict=True)
    ],
}
_TIMES = {
    "pause_longest": "longest",
    "pause_longest_beside": "longest_beside",
    "pause_p99": "p99",
    "pause_p99_beside": "p99_beside",
}
_TOLD: Mapping[str, Callable[[Seen], float | None]] = {  # by the collector, where it tells
    "pause_collections": lambda seen: None if seen.collections is None else seen.collections / seen.window,
    "pause_collecting": lambda seen: None if seen.collecting is None else seen.collecting / seen.window,
    "pause_longest_collection": lambda seen: seen.longest_collection,
    "pause_by_collector": lambda seen: seen.by_collector,
    "pause_tracked": lambda seen: seen.tracked,
}


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return means over rounds, of times medians; of one round, means over the slices of its window.

    Slices say how steady a window was, and nothing of another process.
    """
    seen: list[list[Seen]] = [[call.seen for call in calls] for calls in rounds.values() if calls]
    if not seen:
        return {}
    found = {
        name: _mean(
            [[value for each in calls for value in of(each)] for calls in seen], -1.0 if "added" in name else 0.0
        )
        for name, of in _SHARES.items()
    }
    begun = [[each / _length(call) for call in calls for each in call.begun] for calls in seen]
    found["pause_rate"] = _mean(begun, 0.0, None)
    for name, field in _TIMES.items():
        found[name] = typical_seconds([statistics.median(getattr(each, field) for each in calls) for calls in seen])
    return found | _of_collector(seen)


def _of_collector(seen: Sequence[Sequence[Seen]]) -> dict[str, Estimate]:
    told = {name: [[of(each) for each in calls] for calls in seen] for name, of in _TOLD.items()}
    return {
        name: typical([statistics.median(value for value in calls if value is not None) for calls in values])
        for name, values in told.items()
        if all(value is not None for calls in values for value in calls)
    }


def _length(seen: Seen) -> float:
    """Return the seconds of a slice."""
    return seen.window / len(seen.paused)


def _mean(of_rounds: Sequence[Sequence[float]], least: float, most: float | None = 1.0) -> Estimate:
    """Return the mean with its 95 % interval, no end of which is beyond what can be."""
    values = [statistics.fmean(each) for each in of_rounds] if len(of_rounds) > 1 else of_rounds[0]
    middle, interval = statistics.fmean(values), interval_of_mean(values)
    if interval is None:
        return Estimate(middle, None, None, len(of_rounds))
    low, high = max(interval[0], least), interval[1] if most is None else min(interval[1], most)
    return Estimate(middle, min(low, middle), max(high, middle), len(of_rounds))
