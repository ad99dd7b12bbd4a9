"""Prove that a strategy has all its workers up and warm before anything is timed: let them meet, and then work.

Pools create workers on demand and reuse idle ones, so N items can all land on one worker. N tasks that wait for one
another cannot, and each does some work once all have come. They meet in a folder, which needs nothing from the
strategy: it works between threads, processes, sub-interpreters and coroutines alike, and no thread of ours is alive
when a pool forks.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Callable

PATIENCE = 30.0  # seconds
NAP = 0.001


class NotWarmError(RuntimeError):
    """Fewer workers met than the strategy was asked for."""


def prove(run: Callable[..., Any], workers: int, work: Callable[[], Any], place: str, *, runs_async: bool) -> list[Any]:
    """Run one task per worker, each of which does the work only when all have started; return what the work returned.

    `work` is a coroutine function where the strategy runs such; they meet in a new folder in `place`. Raises
    NotWarmError if fewer workers came, and whatever the work raises.
    """
    deadline = time.monotonic() + PATIENCE  # one clock for all processes: who comes after it does not wait anew
    with _folder(place) as folder:
        task = partial(_meet_async if runs_async else _meet, folder, workers, deadline, work)
        found = run(task, list(range(workers)))
    met = [present for present, _ in found]
    if met != [workers] * workers:
        raise NotWarmError(f"only {max(met, default=0)} of {workers} workers met within {PATIENCE:g} s")
    return [result for _, result in found]


@contextmanager
def _folder(place: str) -> Iterator[str]:
    folder = os.path.join(place, f"meeting-{os.getpid()}")  # `tempfile` would take two milliseconds to import
    os.mkdir(folder)
    try:
        yield folder
    finally:
        with suppress(OSError):  # one that comes too late
            for name in os.listdir(folder):
                os.unlink(os.path.join(folder, name))
            os.rmdir(folder)


def _meet(folder: str, parties: int, deadline: float, work: Callable[[], Any], index: int) -> tuple[int, Any]:
    mark = _arrive(folder, index)
    while (present := len(os.listdir(folder))) < parties:
        if time.monotonic() > deadline:
            os.unlink(mark)  # the next task of this worker must not take this one for another worker
            return present, None
        time.sleep(NAP)
    return present, work()


async def _meet_async(
    folder: str, parties: int, deadline: float, work: Callable[[], Any], index: int
) -> tuple[int, Any]:
    import asyncio  # noqa: PLC0415  processes without an event loop are spared its import

    mark = _arrive(folder, index)
    while (present := len(os.listdir(folder))) < parties:
        if time.monotonic() > deadline:
            os.unlink(mark)
            return present, None
        await asyncio.sleep(NAP)
    return present, await work()


def _arrive(folder: str, index: int) -> str:
    mark = os.path.join(folder, str(index))
    with open(mark, "x"):
        return mark
