"""How long a plan will take, before it is measured. Pure and rough: it is only shown, never believed."""

from collections.abc import Iterable, Mapping

from gilbench.plan.trial import Trial
from gilbench.settings import Depth

OVERHEAD = 0.35  # seconds for starting pyperf and its worker, making and proving the pool
ITEM = {"full": 0.05, "small": 0.002}  # seconds; what the built-in workloads aim at
UNKNOWN: Mapping[str, float] = {}


def seconds_per_round(trials: Iterable[Trial], depth: Depth, per_item: Mapping[str, float] = UNKNOWN) -> float:
    """Return the wall time of one round, in seconds; `per_item` is what an item takes, of workloads that are known."""
    calls = depth.values + depth.warmups
    return sum(OVERHEAD + calls * trial.items * _item(trial, per_item) / _parallel(trial) for trial in trials)


def _item(trial: Trial, per_item: Mapping[str, float]) -> float:
    return per_item.get(trial.workload, ITEM[trial.size])


def _parallel(trial: Trial) -> int:
    """Workers in processes run side by side; threads may or may not, so they count as if they did not."""
    return trial.workers if trial.start_method else 1
