"""`concurrent.futures.ProcessPoolExecutor` with a new process for each item, from Python 3.11 on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(
    shares_memory=False,
    per_start_method=True,
    python_name="ProcessPoolExecutor(max_tasks_per_child=1)",
    variant_of="process_executor",
)
@contextmanager
def process_executor_renewed(workers: int, context: BaseContext) -> Iterator[Run]:
    """Replace each process when it has done one item; otherwise as `process_executor`.

    TypeError where Python has no such setting, ValueError with fork. With more than one item for each process, many
    versions may wait for ever, since they take a process that has left for one that is idle; not so with one.
    """
    with ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=1) as pool:
        yield lambda task, items: list(pool.map(task, items, chunksize=1))
