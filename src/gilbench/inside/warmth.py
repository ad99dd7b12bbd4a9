"""Prove that a strategy has all its workers up before anything is timed: let them meet.

Pools create workers on demand and reuse idle ones, so N empty tasks can all land on one worker. N tasks that wait for
one another cannot. They meet in a folder, which needs nothing from the strategy: it works between threads, processes,
sub-interpreters and coroutines alike, and no thread of ours is alive when a pool forks.
"""

from __future__ import annotations

import os
import tempfile
import time
from functools import partial
from typing import Any, Callable

PATIENCE = 30.0  # seconds
NAP = 0.001


class NotWarmError(RuntimeError):
    """Fewer workers met than the strategy was asked for."""


def prove(run: Callable[..., Any], workers: int, *, runs_async: bool) -> None:
    """Run one task per worker, each of which returns only when all have started; raises NotWarmError otherwise."""
    deadline = time.monotonic() + PATIENCE  # one clock for all processes: who comes after it does not wait anew
    with tempfile.TemporaryDirectory() as folder:
        met = run(partial(_meet_async if runs_async else _meet, folder, workers, deadline), list(range(workers)))
    if met != [workers] * workers:
        raise NotWarmError(f"only {max(met, default=0)} of {workers} workers met within {PATIENCE:g} s")


def _meet(folder: str, parties: int, deadline: float, index: int) -> int:
    mark = _arrive(folder, index)
    while (present := len(os.listdir(folder))) < parties:
        if time.monotonic() > deadline:
            os.unlink(mark)  # the next task of this worker must not take this one for another worker
            break
        time.sleep(NAP)
    return present


async def _meet_async(folder: str, parties: int, deadline: float, index: int) -> int:
    import asyncio  # noqa: PLC0415  processes without an event loop are spared its import

    mark = _arrive(folder, index)
    while (present := len(os.listdir(folder))) < parties:
        if time.monotonic() > deadline:
            os.unlink(mark)
            break
        await asyncio.sleep(NAP)
    return present


def _arrive(folder: str, index: int) -> str:
    mark = os.path.join(folder, str(index))
    with open(mark, "x"):
        return mark
