"""`asyncio.to_thread`: threads whose results an event loop waits for."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, Task
from gilbench.inside.strategies._event_loop import event_loop, gather_in_order


@strategy(shares_memory=True, family="asyncio", python_name="asyncio.to_thread")
@contextmanager
def asyncio_threads(workers: int) -> Iterator[Run]:
    """Hand each item to the loop's default executor, which has `workers` threads."""
    with event_loop() as loop:
        loop.set_default_executor(ThreadPoolExecutor(workers))
        yield lambda task, items: loop.run_until_complete(_run(task, items))


async def _run(task: Task, items: Sequence[Any]) -> list[Any]:
    return await gather_in_order(to_thread(task, item) for item in items)
