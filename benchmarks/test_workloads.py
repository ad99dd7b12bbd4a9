"""Every workload under every strategy at small size, timed by pytest-benchmark: a quick look, with results checked.

What is timed is what gilbench times, handing two items to two workers that are there until both results are back, but
in one process, one after the other and without rounds in random order: `gilbench run` says what to believe.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gilbench.inside import availability, ledger, loading, opening
from gilbench.inside.checking import Standard
from gilbench.inside.registry import Registry, Strategy, Workload
from gilbench.inside.stamps import stamped, stamped_async

SIZE, WORKERS = "small", 2

# Python says of any fork beside a thread that it may deadlock; servers and pools of threads are beside some of these.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
    pytest.mark.usefixtures("empty_main"),
]


def _loaded() -> Registry:
    registry = Registry()
    for path in loading.files_in([str(Path(__file__).parent)]):
        problems = loading.load(path, registry)
        if problems:
            raise ImportError(f"{problems[0].where}: {problems[0].reason}")
    return registry


def _pairs() -> Iterator[Any]:
    registry = _loaded()
    plain = [each for each in registry.strategies.values() if not each.variant_of]  # variants are asked for by name
    for workload in registry.workloads.values():
        group = pytest.mark.benchmark(group=workload.name)
        for strategy in plain:
            yield pytest.param(workload, strategy, marks=group, id=f"{workload.name}-{strategy.name}")


@pytest.mark.parametrize(("workload", "strategy"), [*_pairs()])
def test_workload(benchmark: Any, workload: Workload, strategy: Strategy) -> None:
    """Time handing over an item for each of two workers until both results are there."""
    reason = _impossible(workload, strategy)
    if reason:
        pytest.skip(reason)
    workers = 1 if strategy.family == "serial" else WORKERS
    items = [workload.sizes[SIZE]] * WORKERS
    with opening.resource(workload) as resource, opening.opened(strategy, workers, opening.DEFAULT) as run:
        task = _task(workload, strategy, resource)
        _check(run(task, items), workload)  # warm, and before anything counts
        _check(benchmark(run, task, items), workload)


def _task(workload: Workload, strategy: Strategy, resource: Any) -> Any:
    if strategy.runs_async and workload.async_twin:
        return partial(stamped_async, workload.async_twin, resource)
    return partial(stamped, ledger.plain, workload.function, resource)


def _check(outcome: Any, workload: Workload) -> None:
    Standard(workload, SIZE, (), [workload.sizes[SIZE]]).require([result for result, _ in outcome], WORKERS)


def _impossible(workload: Workload, strategy: Strategy) -> str | None:
    """Return why a workload cannot run under a strategy here, as `gilbench run --plan` says it."""
    if reason := _missing(strategy):
        return reason
    if workload.missing and (reason := workload.missing()):
        return reason
    if strategy.runs_async and workload.async_twin is None:
        return f"{workload.name} has no async twin"
    if workload.data == "write_shared" and not strategy.shares_memory:
        return "the workers of this strategy do not share the memory that all of them write to"
    return None


@functools.cache
def _missing(strategy: Strategy) -> str | None:
    return availability.missing(strategy, opening.DEFAULT)
