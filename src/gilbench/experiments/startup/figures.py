"""What the repeats of startup come to."""

from collections.abc import Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure("cold", "s", "less", "From before opening the strategy to one empty task done in each worker."),
    Figure("first_result", "s", "less", "From before opening the strategy to the result of a single empty task."),
    Figure("warm", "s", "less", "A further round of one empty task in each worker."),
    Figure("teardown", "s", "less", "Shutdown and join."),
    Figure("first_start", "s", "less", "The first cold round of a process, which also imports and starts helpers."),
    Figure("memory_per_worker", "bytes", "less", "Growth of the memory of all processes together, for each worker."),
    Figure("memory_kept", "bytes", "less", "What of that growth stays when the strategy has been left, in all."),
)
COMPARED = "cold"

_REPEATED = {"cold": "cold", "first_result": "first_results", "warm": "warm", "teardown": "teardown"}
_BYTES = ("memory_per_worker", "memory_kept")


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return medians over rounds of the medians over repeats; of one round, with the interval of its repeats.

    The first start and memory are of the process, whose calls all tell the same of them.
    """
    seen = [[call.seen for call in calls] for calls in rounds.values() if calls]
    if not seen:
        return {}
    found = {
        name: repeats.seconds_by_order([[value for each in calls for value in getattr(each, field)] for calls in seen])
        for name, field in _REPEATED.items()
    }
    first = [calls[0] for calls in seen]
    found["first_start"] = repeats.seconds_by_order([[each.first_start] for each in first])
    weighed = {name: [value for each in first if (value := getattr(each, name)) is not None] for name in _BYTES}
    return found | {name: typical(values) for name, values in weighed.items() if values}
