"""`multiprocessing.Pool` with a new process for each item."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(shares_memory=False, per_start_method=True, python_name="Pool(maxtasksperchild=1)", variant_of="process_pool")
@contextmanager
def process_pool_renewed(workers: int, context: BaseContext) -> Iterator[Run]:
    """Replace each process when it has done one item; otherwise as `process_pool`.

    The pool starts the next process as soon as one has ended: the first items of each use find theirs started.
    """
    pool = context.Pool(workers, maxtasksperchild=1)
    try:
        yield lambda task, items: list(pool.imap(task, items, chunksize=1))
    finally:
        pool.close()
        pool.join()
