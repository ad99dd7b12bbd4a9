"""Waiting and nothing else: the best that overlapping can ever do.

It would surprise if N workers of any kind but `serial` took longer than one, until starting and waking them takes as
long as the wait. All other waiting workloads are worse than this one; by how much is what their work costs.
"""

from __future__ import annotations

import time

from gilbench import workload

ENOUGH = 0.9  # share of the time asked for: the clock that wakes and the clock that looks may differ by a tick


async def sleep_async(seconds: float) -> bool:
    """Wait in the event loop."""
    import asyncio  # noqa: PLC0415  slow to import, and there already wherever this runs

    start = time.perf_counter()
    await asyncio.sleep(seconds)
    return time.perf_counter() - start >= ENOUGH * seconds


@workload(
    kind="io",
    sizes={"small": 0.002, "full": 0.015},
    expect={"small": True, "full": True},
    asks="Do blocking waits overlap?",
    async_twin=sleep_async,
    version=2,
)
def sleep(seconds: float) -> bool:
    """Sleep, and return whether the time has really passed."""
    start = time.perf_counter()
    time.sleep(seconds)
    return time.perf_counter() - start >= ENOUGH * seconds
