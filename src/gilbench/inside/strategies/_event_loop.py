"""An event loop that outlives each use and ends cleanly, and waiting for many coroutines in it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Yield a new event loop; on leaving, end everything that still runs in it, then close it.

    The same as asyncio.Runner, which is there only from Python 3.11 on.
    """
    loop = asyncio.new_event_loop()
    try:
        yield loop
    finally:
        try:
            loop.run_until_complete(_cancel(asyncio.all_tasks(loop)))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()


async def gather_in_order(coroutines: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Run them all to their end; return the results in order, or raise the error of the first that failed."""
    tasks = [asyncio.ensure_future(each) for each in coroutines]
    await asyncio.gather(*tasks, return_exceptions=True)
    return [each.result() for each in tasks]


async def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
