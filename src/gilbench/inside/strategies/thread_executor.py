"""`concurrent.futures.ThreadPoolExecutor`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(shares_memory=True, python_name="ThreadPoolExecutor")
@contextmanager
def thread_executor(workers: int) -> Iterator[Run]:
    """Submit each item to the executor; it starts its threads when they are first needed."""
    with ThreadPoolExecutor(workers) as pool:
        yield lambda task, items: list(pool.map(task, items))
