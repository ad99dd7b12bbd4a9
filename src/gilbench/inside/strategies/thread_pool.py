"""`multiprocessing.pool.ThreadPool`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.pool import ThreadPool

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(shares_memory=True, python_name="ThreadPool")
@contextmanager
def thread_pool(workers: int) -> Iterator[Run]:
    """Hand out the items one by one, through the same machinery as `process_pool`."""
    pool = ThreadPool(workers)
    try:
        yield lambda task, items: list(pool.imap(task, items, chunksize=1))
    finally:
        pool.close()
        pool.join()
