"""asyncio tasks in one thread, for workloads that have an async twin; registered as `asyncio`."""

from __future__ import annotations

from asyncio import Semaphore
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, Task
from gilbench.inside.strategies._event_loop import event_loop, gather_in_order


@strategy(shares_memory=True, family="asyncio", runs_async=True, python_name="asyncio tasks")
@contextmanager
def asyncio(workers: int) -> Iterator[Run]:
    """Make a task of each item; a semaphore lets `workers` of them be under way at a time."""
    with event_loop() as loop:
        yield lambda task, items: loop.run_until_complete(_run(workers, task, items))


async def _run(workers: int, task: Task, items: Sequence[Any]) -> list[Any]:
    places = Semaphore(workers)

    async def work(item: Any) -> Any:
        async with places:
            return await task(item)

    return await gather_in_order(work(item) for item in items)
