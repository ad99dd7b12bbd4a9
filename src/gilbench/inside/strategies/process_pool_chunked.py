"""`multiprocessing.Pool` that hands out several items at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, _chunks


@strategy(shares_memory=False, per_start_method=True, python_name="Pool.imap(chunksize)", variant_of="process_pool")
@contextmanager
def process_pool_chunked(workers: int, context: BaseContext) -> Iterator[Run]:
    """Hand out as many items at a time as `Pool.map` would; otherwise as `process_pool`."""
    pool = context.Pool(workers)
    try:
        # `map` would raise the error that arrives first instead of that of the first item.
        yield lambda task, items: list(pool.imap(task, items, chunksize=_chunks.size(len(items), workers)))
    finally:
        pool.close()
        pool.join()
