"""Work and waiting in turn, as in a service: roughly half of an item's serial time each.

The wait is 2.5 ms a turn, exactly; the work is a fixed amount that takes about as long on a machine of 2026 with
CPython, and less on faster ones and on PyPy. With the GIL on, threads can hide the waits behind each other's work and
gain up to a factor of two, whatever the number of workers. It would surprise if they gained more.
"""

from __future__ import annotations

import time

from gilbench import workload

WAIT = 0.0025  # seconds
STEPS = 24_000
MODULUS = 2**31


async def mixed_async(turns: int) -> int:
    """Work in the event loop's thread and wait in the loop."""
    import asyncio  # noqa: PLC0415  slow to import, and there already wherever this runs

    number = 1
    for _ in range(turns):
        number = _work(number)
        await asyncio.sleep(WAIT)
    return number


@workload(
    kind="mixed",
    sizes={"small": 1, "full": 3},
    expect={"small": 1_498_506_241, "full": 421_800_961},
    asks="Do threads help when work and waiting take turns?",
    async_twin=mixed_async,
    version=2,
)
def mixed(turns: int) -> int:
    """Work and wait in turn and return the last number of the work."""
    number = 1
    for _ in range(turns):
        number = _work(number)
        time.sleep(WAIT)
    return number


def _work(number: int) -> int:
    for _ in range(STEPS):
        number = number * 48_271 % MODULUS
    return number
