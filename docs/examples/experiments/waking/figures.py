"""What the calls of waking come to."""

import statistics
from collections.abc import Mapping, Sequence

from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical_seconds
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (Figure("late", "s", "less", "How much later than asked a sleeping thread wakes."),)
COMPARED = "late"


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return the median over rounds."""
    medians = [statistics.median(call.seen.late for call in calls) for calls in rounds.values()]
    return {"late": typical_seconds(medians)} if medians else {}
