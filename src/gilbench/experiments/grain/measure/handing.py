"""Hand tasks to a strategy one by one, in chunks, or as its pool would choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from gilbench.experiments.grain.measure.cut import Cut
from gilbench.experiments.grain.measure.tasks import awaited, empty, several
from gilbench.experiments.grain.records import OWN, PER_WORKER
from gilbench.inside.opening import opened, resolved
from gilbench.inside.registry import Strategy
from gilbench.inside.schema import TrialRequest

Run = Callable[[Any, Sequence[Any]], "list[Any]"]


@contextmanager
def running(strategy: Strategy, request: TrialRequest) -> Iterator[Run]:
    """Yield the strategy's `run`; where the pool is to choose its chunks itself, the `map` of such a pool.

    Strategies hand over one by one, whatever `map` would do: two of them stand for pools that would choose otherwise.
    Raises LookupError where a pool is to choose that does not.
    """
    if request.parameters["chunk"] != OWN:
        with opened(strategy, request.workers, request.start_method) as run:
            yield run
        return
    pool = _pool(strategy, request)
    try:
        yield pool.map
    finally:
        pool.close()
        pool.join()


def _pool(strategy: Strategy, request: TrialRequest) -> Any:
    import multiprocessing  # noqa: PLC0415  the others are spared its import

    if strategy.name == "process_pool":
        return multiprocessing.get_context(resolved(request.start_method)).Pool(request.workers)
    if strategy.name == "thread_pool":
        from multiprocessing.pool import ThreadPool  # noqa: PLC0415  as above

        return ThreadPool(request.workers)
    raise LookupError(f"{strategy.name} does not choose chunks of its own")


def handed_over(run: Run, strategy: Strategy, request: TrialRequest) -> Callable[[Cut], Callable[[], Any]]:
    """Return what makes a function of the tasks of one length: it hands them to the strategy, in the trial's chunks."""

    def of(cut: Cut) -> Callable[[], Any]:
        if request.parameters["chunk"] == PER_WORKER:
            return partial(run, partial(several, cut.function), dealt(cut.items, request.workers))
        return partial(run, _as_task(cut.function, strategy), cut.items)

    return of


def one_task(run: Run, strategy: Strategy) -> Callable[[], Any]:
    """Return a function that hands over one empty task."""
    return partial(run, _as_task(empty, strategy), [0])


def dealt(items: Sequence[int], workers: int) -> list[Sequence[int]]:
    """Return the items in one chunk per worker, in their order, as `map` cuts them."""
    size = -(-len(items) // workers)
    return [items[first : first + size] for first in range(0, len(items), size)]


def _as_task(function: Callable[[Any], Any], strategy: Strategy) -> Callable[[Any], Any]:
    return partial(awaited, function) if strategy.runs_async else function
