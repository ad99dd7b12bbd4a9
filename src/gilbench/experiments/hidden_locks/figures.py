"""What the repeats of hidden_locks come to."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import geometric_mean
from gilbench.experiments.hidden_locks.records import Seen, Timed
from gilbench.experiments.hidden_locks.trials import ALL, TOLD
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial


def shared(call: str) -> str:
    """Return the name of the figure of two threads that share what they call."""
    return f"locks_{call}_shared"


def own(call: str) -> str:
    """Return the name of the figure of two threads with a thing each."""
    return f"locks_{call}_own"


FIGURES = tuple(
    Figure(name(call), "×", "less", f"{TOLD[call].called}, two threads and {whose}: time until both are done ÷ one's.")
    for call in ALL
    for name, whose in ((shared, TOLD[call].shared), (own, TOLD[call].own))
)
COMPARED = None


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return how many times as long two threads took as one: geometric means over rounds of medians over repeats.

    Of one round it is the median of the repeats, with the interval of their order, which one bad repeat on either side
    does not widen. Both times of a ratio are of the same repeat.
    """
    of_rounds = [[call.seen for call in calls] for calls in rounds.values() if calls]
    found = {}
    for call in ALL:
        timed = [[each for seen in of_round for each in _timed(seen, call)] for of_round in of_rounds]
        if timed and all(timed):
            found[shared(call)] = _times([[_ratios(each.shared, each) for each in of_round] for of_round in timed])
            found[own(call)] = _times([[_ratios(each.own, each) for each in of_round] for of_round in timed])
    return found


@dataclass(frozen=True)
class Drawn:
    """What there is to say of calls by name, and is no figure."""

    absent: Mapping[str, str]  # why they could not be made
    again: Mapping[str, str]  # what came of the same call inside of them


def drawn(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> Drawn:
    """Return what was said of the calls, last."""
    timed = [each for calls in rounds.values() for call in calls for each in call.seen.calls]
    return Drawn(
        {each.name: each.absent for each in timed if each.absent is not None},
        {each.name: each.again for each in timed if each.again is not None},
    )


def _timed(seen: Seen, call: str) -> list[Timed]:
    return [each for each in seen.calls if each.name == call and each.absent is None]


def _ratios(together: Sequence[float], timed: Timed) -> list[float]:
    return [both / one for both, one in zip(together, timed.alone, strict=True)]


def _times(of_rounds: Sequence[Sequence[Sequence[float]]]) -> Estimate:
    """Reduce ratios by round, call and repeat."""
    flat = [[ratio for ratios in of_round for ratio in ratios] for of_round in of_rounds]
    if len(flat) == 1:
        return repeats.by_order(flat[0])
    return geometric_mean([math.log(statistics.median(each)) for each in flat])
