"""`concurrent.futures.ProcessPoolExecutor`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(shares_memory=False, per_start_method=True, python_name="ProcessPoolExecutor")
@contextmanager
def process_executor(workers: int, context: BaseContext) -> Iterator[Run]:
    """Submit each item to the executor; it starts its processes when they are first needed."""
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield lambda task, items: list(pool.map(task, items, chunksize=1))
