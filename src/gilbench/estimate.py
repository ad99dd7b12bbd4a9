"""How long a plan will take, before anything has been measured. Pure and rough: it is only shown, never believed."""

from collections.abc import Iterable

from gilbench.plan import Trial
from gilbench.settings import Depth

OVERHEAD = 0.35  # seconds for starting pyperf and its worker, making and proving the pool
ITEM = {"full": 0.05, "small": 0.002}  # seconds; what the built-in workloads aim at


def seconds_per_round(trials: Iterable[Trial], depth: Depth) -> float:
    """Return the wall time of one round, in seconds."""
    calls = depth.values + depth.warmups
    return sum(OVERHEAD + calls * trial.items * ITEM[trial.size] / _parallel(trial) for trial in trials)


def _parallel(trial: Trial) -> int:
    """Workers in processes run side by side; threads may or may not, so they count as if they did not."""
    return trial.workers if trial.start_method else 1
