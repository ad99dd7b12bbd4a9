"""`concurrent.futures.ProcessPoolExecutor` that hands out several items at a time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, _chunks


@strategy(
    shares_memory=False,
    per_start_method=True,
    python_name="ProcessPoolExecutor.map(chunksize)",
    variant_of="process_executor",
)
@contextmanager
def process_executor_chunked(workers: int, context: BaseContext) -> Iterator[Run]:
    """Submit as many items at a time as `Pool.map` would; otherwise as `process_executor`."""
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield lambda task, items: list(pool.map(task, items, chunksize=_chunks.size(len(items), workers)))
