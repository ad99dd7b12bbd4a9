"""What the hardware offers: the same work in warm processes, which share no GIL."""

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.inside.globs import label

# Not `process`: it pays for starting its workers at every use, which is no limit of the hardware.
_STRATEGIES = ("process_executor", "process_pool")
_START_METHODS = ("fork", "forkserver", "spawn")
_IN_ORDER = tuple(label(strategy, method) for strategy in _STRATEGIES for method in _START_METHODS)


def hardware_ceiling(evidence: Evidence, target: str, workload: str, workers: int) -> Summary | None:
    """Return the trial that says what the hardware offers a workload, None if no such trial was planned.

    The first sound one in a fixed order, never the fastest: the best of several noisy figures looks better than it is.
    Without a sound one, the first that was planned.
    """
    planned = [found for each in _IN_ORDER if (found := evidence.find(target, workload, each, workers)) is not None]
    return next((each for each in planned if each.sound), next(iter(planned), None))
