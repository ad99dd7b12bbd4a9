"""What the repeats of release come to, and from which length of a call on two threads gain."""

import math
from collections.abc import Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical_seconds
from gilbench.experiments.release.curve import points, range_of
from gilbench.experiments.release.records import Seen
from gilbench.experiments.release.trials import is_beside
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure("call_length", "s", "", "A call at its fastest, with the GIL held, its way through ctypes included."),
    Figure("held_call_alone", "s", "less", "A call in one thread that keeps the GIL."),
    Figure("released_call_alone", "s", "less", "The same call in one thread that releases the GIL for it."),
    Figure("held_call", "s", "less", "Wall time ÷ calls of all threads, or of one beside one that computes; GIL held."),
    Figure("released_call", "s", "less", "The same where the GIL is released for each call."),
    Figure("held_call_speedup", "×", "more", "Calls per second of all threads ÷ of one, with the GIL held."),
    Figure("released_call_speedup", "×", "more", "Calls per second of all threads ÷ of one, with the GIL released."),
    Figure(
        "released_by_held",
        "×",
        "less",
        "Time of a released call ÷ of a held one, in as many threads or beside another.",
    ),
    Figure(
        *("release_pays_from", "s", "less"),
        "Length of a call from which two threads gain by releasing the GIL; its ends are not an interval of 95 %, but "
        "the longest call measured that clearly loses and the shortest from which all clearly gain.",
    ),
)
COMPARED = "released_call"

_TIMES = {
    "held_call_alone": "held_alone",
    "released_call_alone": "released_alone",
    "held_call": "held",
    "released_call": "released",
}
_SPEEDUPS = {"held_call_speedup": ("held_alone", "held"), "released_call_speedup": ("released_alone", "released")}
_BOTH_WAYS = {"released_by_held": ("released", "held")}


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return what calls take and how those times compare, over rounds; of one round with the interval of its repeats.

    Both sides of a ratio are of the same repeat.
    """
    seen = [[call.seen for call in calls] for calls in rounds.values() if calls]
    lengths = [[each.length for each in calls] for calls in seen]
    found = {"call_length": repeats.over(lengths, min, typical_seconds)} if lengths else {}
    for name, field in _TIMES.items():
        times = [[value for each in calls for value in getattr(each, field)] for calls in seen]
        found |= {name: repeats.seconds(times)} if times and all(times) else {}
    ratios = _BOTH_WAYS if is_beside(trial) else _SPEEDUPS | _BOTH_WAYS
    for name, sides in ratios.items():
        logs = [[log for each in calls for log in _logs(each, *sides)] for calls in seen]
        found |= {name: repeats.factor(logs)} if logs and all(logs) else {}
    return found


def related(evidence: Evidence) -> Mapping[str, Mapping[str, Estimate]]:
    """Return from which length on two threads gain, by the trial of the shortest calls of each target with a GIL."""
    found: dict[str, Mapping[str, Estimate]] = {}
    for target in evidence.manifest.subjects:
        curve = points(evidence, target.id) if target.facts.gil_enabled else []
        pays = range_of(curve).pays_from if curve else None
        if pays is not None:
            found[curve[0].trial] = {"release_pays_from": pays}
    return found


def _logs(seen: Seen, one: str, other: str) -> list[float]:
    """Return the logarithms of one time ÷ the other, repeat by repeat."""
    return [math.log(a / b) for a, b in zip(getattr(seen, one), getattr(seen, other), strict=True)]
