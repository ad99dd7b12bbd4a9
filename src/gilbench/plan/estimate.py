"""How long a plan will take, before it is measured. Pure and rough: it is only shown, never believed."""

from collections.abc import Mapping

from gilbench.plan.make import Planners
from gilbench.plan.trial import Plan, Trial
from gilbench.settings import Settings

OVERHEAD = 0.35  # seconds for starting pyperf and its worker
ITEM = {"full": 0.05, "small": 0.002}  # seconds; what the built-in workloads aim at
UNKNOWN: Mapping[str, float] = {}


def least_seconds(plan: Plan, planners: Planners, settings: Settings, per_item: Mapping[str, float] = UNKNOWN) -> float:
    """Return about how many seconds the least number of rounds takes; each experiment prices its own trials.

    `per_item` is what an item takes, in seconds, of the workloads of which that is known.
    """
    return sum(_seconds(trial, planners, settings, per_item) for trial in plan.measured)


def _seconds(trial: Trial, planners: Planners, settings: Settings, per_item: Mapping[str, float]) -> float:
    planner = planners[trial.experiment]
    item = per_item.get(trial.workload or "", ITEM[trial.size])
    rounds = settings.depth.rounds if planner.rounds(settings) == "every" else 1
    return rounds * planner.seconds(trial, settings.depth, item)
