"""`multiprocessing.pool.ThreadPool` that hands out several items at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.pool import ThreadPool

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, _chunks


@strategy(shares_memory=True, python_name="ThreadPool.imap(chunksize)", variant_of="thread_pool")
@contextmanager
def thread_pool_chunked(workers: int) -> Iterator[Run]:
    """Hand out as many items at a time as `ThreadPool.map` would; otherwise as `thread_pool`."""
    pool = ThreadPool(workers)
    try:
        yield lambda task, items: list(pool.imap(task, items, chunksize=_chunks.size(len(items), workers)))
    finally:
        pool.close()
        pool.join()
