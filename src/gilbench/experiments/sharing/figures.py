"""What the repeats of sharing come to."""

import math
from collections.abc import Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.experiments.sharing.records import Seen
from gilbench.experiments.sharing.trials import ADDS, cure_of, step_of
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure("sharing_alone_item", "s", "less", "CPU time of an item in one thread, with a thing of its own."),
    Figure("sharing_private_item", "s", "less", "CPU time of an item in several threads with a thing each."),
    Figure("sharing_shared_item", "s", "less", "CPU time of an item in as many threads with one thing for all."),
    Figure("sharing_cost", "×", "less", "CPU time of an item with one thing for all ÷ with a thing each."),
    Figure("sharing_private_cpu", "×", "less", "CPU time of an item with a thing each ÷ in one thread."),
    Figure("sharing_shared_cpu", "×", "less", "CPU time of an item with one thing for all ÷ in one thread."),
    Figure("sharing_private_speedup", "×", "more", "Items per second of threads with a thing each ÷ of one thread."),
    Figure("sharing_shared_speedup", "×", "more", "Items per second with one thing for all ÷ of one thread."),
    Figure("sharing_cured_item", "s", "less", "CPU time of an item with one thing for all and a cure."),
    Figure("sharing_cured_cpu", "×", "less", "CPU time of an item with one thing for all and a cure ÷ in one thread."),
    Figure("sharing_cured_speedup", "×", "more", "Items per second with one thing for all and a cure ÷ of one thread."),
    Figure("sharing_cure_saves", "×", "more", "CPU time of an item with one thing for all, without a cure ÷ with it."),
    Figure("sharing_cure_gain", "×", "more", "Items per second with one thing for all, with a cure ÷ without it."),
    Figure("sharing_gain", "×", "more", "Items per second with a thing each ÷ with one thing for all."),
    Figure("sharing_lost", "share", "less", "Share of the increments of one attribute, without a lock, that are lost."),
)
COMPARED = "sharing_shared_item"

_TIMES = {
    "sharing_alone_item": "alone_cpu",
    "sharing_private_item": "private_cpu",
    "sharing_shared_item": "shared_cpu",
    "sharing_cured_item": "cured_cpu",
}
_RATIOS = {
    "sharing_cost": ("shared_cpu", "private_cpu"),
    "sharing_private_cpu": ("private_cpu", "alone_cpu"),
    "sharing_shared_cpu": ("shared_cpu", "alone_cpu"),
    "sharing_private_speedup": ("alone_wall", "private_wall"),
    "sharing_shared_speedup": ("alone_wall", "shared_wall"),
    "sharing_gain": ("shared_wall", "private_wall"),
    "sharing_cured_cpu": ("cured_cpu", "alone_cpu"),
    "sharing_cured_speedup": ("alone_wall", "cured_wall"),
    "sharing_cure_saves": ("shared_cpu", "cured_cpu"),
    "sharing_cure_gain": ("shared_wall", "cured_wall"),
}


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return times and their ratios over rounds; of one round with the interval of its repeats.

    Both sides of a ratio are of the same repeat. What is lost has no interval: losses come in bursts, so that
    increments are not independent of each other.
    """
    seen: list[list[Seen]] = [[call.seen for call in calls] for calls in rounds.values() if calls]
    if not seen:
        return {}
    found = {}
    for name, field in _TIMES.items():
        times = [[value for each in calls for value in getattr(each, field)] for calls in seen]
        if all(times):
            found[name] = repeats.seconds(times)
    for name, sides in _RATIOS.items():
        logs = [[log for each in calls for log in _logs(each, *sides)] for calls in seen]
        if all(logs):
            found[name] = repeats.factor(logs)
    if step_of(trial) == ADDS and cure_of(trial) is None:
        every = [each for calls in seen for each in calls]
        lost = sum(each.lost for each in every) / sum(each.items for each in every)
        found["sharing_lost"] = Estimate(lost, None, None, len(seen))
    return found


def _logs(seen: Seen, one: str, other: str) -> list[float]:
    """Return the logarithms of one time ÷ the other, repeat by repeat; none where a trial has not both."""
    sides = getattr(seen, one), getattr(seen, other)
    return [math.log(a / b) for a, b in zip(*sides, strict=True)] if all(sides) else []
