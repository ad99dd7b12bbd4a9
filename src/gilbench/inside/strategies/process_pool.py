"""`multiprocessing.Pool`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(shares_memory=False, per_start_method=True, python_name="Pool")
@contextmanager
def process_pool(workers: int, context: BaseContext) -> Iterator[Run]:
    """Hand out the items one by one through the pool's queues.

    If a worker dies, its item is lost and `run` never returns: the time limit of the trial ends that.
    """
    pool = context.Pool(workers)
    try:
        # `map` would raise the error that arrives first instead of that of the first item.
        yield lambda task, items: list(pool.imap(task, items, chunksize=1))
    finally:
        # The pool's own way of leaving kills the workers; these end by themselves, so that their CPU time is counted.
        pool.close()
        pool.join()
