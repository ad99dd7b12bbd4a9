"""What the dinners come to.

Dinners of all rounds are counted together, with exact intervals. What was eaten is told of those that did not end in a
deadlock: medians over rounds, or over the dinners of the one.
"""

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical
from gilbench.analysis.jain import jain
from gilbench.analysis.shares import share
from gilbench.experiments.deadlock.records import Dinner
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure("deadlocked_dinners", "share", "less", "Dinners that ended in a deadlock."),
    Figure("dinners_counted", "", "", "How many dinners that is about."),
    Figure("meals_before_deadlock", "", "more", "Meals of all philosophers together in a dinner that deadlocked."),
    Figure("meals_per_second", "per second", "more", "Meals of all philosophers together, in a dinner without one."),
    Figure("meals_jain", "", "more", "Jain's index of meals: 1 if all philosophers ate as often, 1/n if one ate all."),
    Figure("longest_unfed", "s", "less", "The longest that any philosopher was without a meal in a dinner."),
    Figure("unfed", "share", "less", "Philosophers who ate nothing in a dinner without a deadlock."),
)
COMPARED = None  # counts of deadlocks, and meals that are told of some trials only
_Rounds = Sequence[Sequence[Dinner]]


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return what was counted in all rounds, and the medians of what was eaten."""
    seen: _Rounds = [calls[0].seen.dinners for calls in rounds.values() if calls]
    return {} if not seen else _counted(seen) | _broken_off(seen) | _eaten(seen)


def drawn(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> tuple[int, ...]:
    """Return the circle of the first deadlock: places of philosophers, each waits for the next; empty without one."""
    circles = (each.circle for calls in rounds.values() for call in calls for each in call.seen.dinners)
    return tuple(next(filter(None, circles), ()))


def _counted(seen: _Rounds) -> dict[str, Estimate]:
    dinners = [each for of_round in seen for each in of_round]
    deadlocks = sum(bool(each.circle) for each in dinners)
    return {
        "deadlocked_dinners": share(deadlocks, len(dinners), len(seen)),
        "dinners_counted": Estimate(float(len(dinners)), None, None, len(seen)),
    }


def _broken_off(seen: _Rounds) -> dict[str, Estimate]:
    deadlocks = _of_rounds(seen, lambda each: bool(each.circle))
    if not deadlocks:
        return {}
    return {"meals_before_deadlock": _middle(deadlocks, lambda each: float(sum(each.meals)))}


def _eaten(seen: _Rounds) -> dict[str, Estimate]:
    ended = _of_rounds(seen, lambda each: not each.circle)
    if not ended:
        return {}
    philosophers = [meals for of_round in ended for each in of_round for meals in each.meals]
    found = {
        "meals_per_second": _middle(ended, lambda each: sum(each.meals) / each.seconds),
        "longest_unfed": _middle(ended, lambda each: each.longest),
        "unfed": share(philosophers.count(0), len(philosophers), len(ended)),
    }
    fed = _of_rounds(ended, lambda each: any(each.meals))
    return found | ({"meals_jain": _middle(fed, lambda each: jain(each.meals), most=1.0)} if fed else {})


def _of_rounds(seen: _Rounds, kept: Callable[[Dinner], bool]) -> _Rounds:
    """Return these dinners by round, without rounds that have none."""
    return list(filter(None, (list(filter(kept, of_round)) for of_round in seen)))


def _middle(seen: _Rounds, value: Callable[[Dinner], float], most: float = math.inf) -> Estimate:
    """Return the median, whose interval does not reach beyond what can be: from 0 to `most`."""
    values = [list(map(value, of_round)) for of_round in seen]
    if len(values) == 1:
        return repeats.by_order(values[0])
    found = typical(_medians(values))
    low, high = (None if end is None else min(max(0.0, end), most) for end in (found.low, found.high))
    return Estimate(found.value, low, high, found.rounds)


def _medians(rounds: Iterable[Sequence[float]]) -> list[float]:
    return list(map(statistics.median, rounds))
