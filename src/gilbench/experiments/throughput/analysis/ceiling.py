"""What the hardware offers: the same work in warm processes, which share no GIL."""

from collections.abc import Iterator

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.core import CEILING, START_METHODS
from gilbench.inside.globs import label

# Not `process`: it pays for starting its workers at every use, which is no limit of the hardware.
_STRATEGIES = (CEILING, "process_pool")


def hardware_ceiling(evidence: Evidence, target: str, workload: str, workers: int) -> Summary | None:
    """Return the trial that says what the hardware offers a workload, None if no such trial was planned.

    The first sound one in a fixed order, never the fastest: the best of several noisy figures looks better than it is.
    Without a sound one, the first that was planned. What starts its processes as the target does by default is first.
    """
    wanted = _in_order(evidence, target)
    planned = [found for each in wanted if (found := evidence.find(target, workload, each, workers)) is not None]
    return next((each for each in planned if each.sound), next(iter(planned), None))


def _in_order(evidence: Evidence, target: str) -> Iterator[str]:
    """Yield the labels of warm processes in the order in which they are looked for."""
    own = [each.facts.default_start_method for each in evidence.manifest.targets if each.id == target]
    methods = dict.fromkeys((*own, *START_METHODS))
    return (label(strategy, method) for strategy in _STRATEGIES for method in methods)
