"""What the repeats of grain come to: what a task costs, what is gained at each length, and from where on."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Any

from gilbench import fmt
from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.experiments.grain.records import LENGTHS, Seen
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

HOP, COST, BREAK_EVEN = "task_hop", "task_cost", "break_even"
GAINS = {length: f"task_gain_{fmt.tick(length, 's').replace(' ', '').replace('µ', 'u')}" for length in LENGTHS}
FIGURES = (
    Figure(HOP, "s", "less", "One empty task there and back, through workers that are there and have nothing to do."),
    Figure(COST, "s", "less", "What each of many empty tasks costs: a task takes at least as long, however many work."),
    Figure(
        BREAK_EVEN,
        "s",
        "less",
        "The shortest measured task from which on the whole interval of the gain is above 1; its range begins at the "
        "length measured before it. Absent where there is none, and for workers that share one GIL.",
    ),
    *(
        Figure(name, "×", "more", f"Serial time ÷ time under the strategy, for tasks of {fmt.tick(length, 's')}.")
        for length, name in GAINS.items()
    ),
)
COMPARED = COST


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return medians over rounds of the medians over repeats; of one round, over its repeats.

    Raises ValueError for lists that do not belong together, or lengths that there are not.
    """
    seen: list[list[Seen]] = [[call.seen for call in calls] for calls in rounds.values() if calls]
    if not seen:
        return {}
    lengths = _lengths(list(_all(seen)))
    found = {HOP: repeats.seconds([[hop for each in calls for hop in each.hops] for calls in seen])}
    found[COST] = repeats.seconds([[cost for each in calls for cost in _costs(each)] for calls in seen])
    gains = [repeats.seconds(_gains(seen, place)) for place in range(1, len(lengths))]
    found |= {GAINS[length]: gain for length, gain in zip(lengths[1:], gains, strict=True)}
    even = _break_even([_took(seen, place) for place in range(1, len(lengths))], gains)
    return found if even is None or any(each.turns for each in _all(seen)) else found | {BREAK_EVEN: even}


def _lengths(seen: Sequence[Seen]) -> list[float]:
    """Return the lengths that all have; raises ValueError where they differ, or have not as many of all else."""
    lengths = seen[0].lengths
    if lengths[:1] != [0.0] or not {*lengths[1:]} <= GAINS.keys():
        raise ValueError(f"tasks of these lengths are not measured: {lengths}")
    for each in seen:
        lists: tuple[list[Any], ...] = (each.tasks, each.took, each.serial, each.strategy)
        if each.lengths != lengths or any(len(one) != len(lengths) for one in lists):
            raise ValueError("there are not as many lengths, tasks and times")
    return lengths


def _all(seen: Sequence[Sequence[Seen]]) -> Iterator[Seen]:
    return (each for calls in seen for each in calls)


def _costs(seen: Seen) -> list[float]:
    return [seconds / seen.tasks[0] for seconds in seen.strategy[0]]


def _gains(seen: Sequence[Sequence[Seen]], place: int) -> list[list[float]]:
    """Return serial time ÷ that of the strategy by round and repeat: two that stood next to each other."""
    return [
        [
            serial / spread
            for each in calls
            for serial, spread in zip(each.serial[place], each.strategy[place], strict=True)
        ]
        for calls in seen
    ]


def _took(seen: Sequence[Sequence[Seen]], place: int) -> float:
    """Return how long a task really took, in CPU time: a busy machine makes it no longer."""
    return statistics.median(each.took[place] for each in _all(seen))


def _break_even(lengths: Sequence[float], gains: Sequence[Estimate]) -> Estimate | None:
    """Return the shortest length from which on every gain is clearly one, with the length before it as its low end."""
    ascending = sorted(zip(lengths, gains, strict=True), key=lambda each: each[0])
    paying = list(takewhile(lambda each: each[1].low is not None and each[1].low > 1, reversed(ascending)))
    if not paying:
        return None
    first = paying[-1]
    before = next((shorter[0] for shorter, longer in pairwise(ascending) if longer is first), 0.0)
    return Estimate(first[0], before, first[0], first[1].rounds)
