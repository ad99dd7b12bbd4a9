"""What one recording of timeline comes to. None of it has an interval, and nothing is compared with it."""

import statistics
from collections.abc import Mapping, Sequence
from itertools import combinations

from gilbench.analysis.figures import Figure
from gilbench.experiments.timeline.lanes import NO_CPU, overlap, stretches, total, turns, waits
from gilbench.experiments.timeline.records import Lane, Seen
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure("timeline_turn", "s", "", "How long a computing thread had the GIL before it waited for it again."),
    Figure("timeline_ready", "s", "less", "How long the waiting thread, once awake, was ready before it ran; median."),
    Figure("timeline_ready_most", "s", "less", "The longest of these."),
    Figure("timeline_side_by_side", "share", "more", "Share of the time in which both computing threads ran."),
    Figure("timeline_no_cpu", "share", "less", "Share of the time of all lanes in which no CPU was free for them."),
    Figure("timeline_unseen", "share", "less", "Share of the time in pauses too short to be seen, of the worst lane."),
)
COMPARED = None  # it is made to be looked at
_MOST_PAUSES = 1000  # in a lane; a recording has room for fewer


def drawn(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> Seen | None:
    """Return the last recording."""
    found: list[Seen] = [call.seen for calls in rounds.values() for call in calls]
    return found[-1] if found else None


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return the figures of the last recording; raises ValueError if nobody can have recorded it."""
    seen = drawn(trial, rounds)
    if seen is None or not seen.lanes:
        return {}
    if seen.seconds <= 0 or max(len(each.pauses) for each in seen.lanes) > _MOST_PAUSES:
        raise ValueError("no time, or more pauses than fit into it")
    found = _of_computing(seen) | _of_waiting(seen) | _of_all(seen)
    return {each.name: Estimate(found[each.name], None, None, 1) for each in FIGURES if each.name in found}


def _of_computing(seen: Seen) -> dict[str, float]:
    lanes = [stretches(each, seen) for each in seen.lanes if not each.waits]
    turned = [each for lane in lanes for each in turns(lane)]
    found = {"timeline_turn": statistics.median(turned)} if turned else {}
    if len(lanes) > 1:
        found["timeline_side_by_side"] = max(overlap(*pair) for pair in combinations(lanes, 2)) / seen.seconds
    return found


def _of_waiting(seen: Seen) -> dict[str, float]:
    ready = [each for lane in seen.lanes if lane.waits for each in _ready(lane, seen)]
    return {"timeline_ready": statistics.median(ready), "timeline_ready_most": max(ready)} if ready else {}


def _of_all(seen: Seen) -> dict[str, float]:
    without = [total(stretches(each, seen), NO_CPU) / seen.seconds for each in seen.lanes]
    return {
        "timeline_no_cpu": statistics.fmean(without),
        "timeline_unseen": max(_unseen(each, seen) for each in seen.lanes),
    }


def _ready(lane: Lane, seen: Seen) -> list[float]:
    """Return for how long it had neither a CPU nor the GIL after each sleep that ended within the recording."""
    naps = (each for each in lane.pauses if each.asleep and each.end <= seen.seconds)
    return [sum(waits(each, gil=seen.gil)[1:]) for each in naps]


def _unseen(lane: Lane, seen: Seen) -> float:
    """Return the share of the recording in which it is taken to have run, though its CPU clock says that it did not."""
    still = sum(sum(waits(each, gil=seen.gil)) for each in lane.pauses)
    return max(0.0, lane.ended - still - lane.cpu) / seen.seconds
