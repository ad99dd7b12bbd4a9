"""A planned trial as the plain work that is in it, for measuring the same without gilbench."""

from __future__ import annotations

import functools

from pools import Work

from gilbench.inside import loading
from gilbench.inside.registry import Registry
from gilbench.interpreters.target import Target
from gilbench.plan.trial import Trial


def of(trial: Trial, target: Target) -> Work:
    """Return the function, its argument, and the pool of a trial; raises ValueError if it needs a server beside it."""
    if trial.workload is None or trial.strategy is None:
        raise ValueError(f"{trial.name} has no workload or no strategy")
    file = next(each.file for each in target.catalogue.workloads if each.name == trial.workload)
    workload = _loaded(file).workloads[trial.workload]
    if workload.resource is not None:
        raise ValueError(f"{trial.workload} needs a server: choose a workload without one")
    return Work(
        name=trial.name,
        file=file,
        function=trial.workload,
        argument=workload.sizes[trial.size],
        items=trial.items,
        strategy=trial.strategy,
        start_method=trial.start_method,
        workers=trial.workers,
    )


@functools.cache
def _loaded(file: str) -> Registry:
    """Import a file, which registers what is in it the first time only."""
    registry = Registry()
    loading.load(file, registry)
    return registry
