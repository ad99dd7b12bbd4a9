"""Throughput: a fixed amount of work on a warm pool, timed from handing it over to having all results."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, Callable

from gilbench.inside import warmth
from gilbench.inside.checking import check
from gilbench.inside.ledger import Read
from gilbench.inside.opening import opened
from gilbench.inside.registry import Strategy, Workload
from gilbench.inside.samples import sample, used, worker_times
from gilbench.inside.schema import Sample, TrialRequest
from gilbench.inside.stamps import stamped, stamped_async

Timed = Callable[[Read], Sample]


@contextmanager
def prepared(request: TrialRequest, workload: Workload, strategy: Strategy) -> Iterator[Timed]:
    """Yield a function that does the work once and times it; all it needs is made, and proven warm, around it.

    It is given the reading that the workers take around each item.

    A call raises WrongResultError if its results are not the expected ones, and whatever the workload or the strategy
    raises.
    """
    with ExitStack() as stack:
        resource = () if workload.resource is None else (stack.enter_context(workload.resource()),)
        run = stack.enter_context(opened(strategy, request.workers, request.start_method))
        warmth.prove(run, request.workers, runs_async=strategy.runs_async)
        items = [workload.sizes[request.size]] * request.items
        expected = workload.expect[request.size]

        def timed(read: Read) -> Sample:
            task = _task(workload, strategy, resource, read)
            gc.collect()
            before = read()
            start = time.perf_counter()
            outcome = run(task, items)
            seconds = time.perf_counter() - start
            after = read()
            check([result for result, _ in outcome], expected, request.items)
            stamps = [stamp for _, stamp in outcome]
            times = [used(seconds, before, after)] if strategy.runs_async else worker_times(stamps)
            return sample(seconds, stamps, request.workers, times)

        yield timed


def _task(workload: Workload, strategy: Strategy, resource: tuple[Any, ...], read: Read) -> Callable[[Any], Any]:
    if not strategy.runs_async:
        return partial(stamped, read, workload.function, resource)
    if workload.async_twin is None:
        raise TypeError(f"{workload.name} has no async twin")
    return partial(stamped_async, workload.async_twin, resource)
