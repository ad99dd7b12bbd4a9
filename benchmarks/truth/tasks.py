"""Tasks of which it is known, by construction, how much of their time holds the GIL.

`calls`: twenty calls of one function of libz, some with the GIL held (`ctypes.PyDLL`), the rest with it released
(`ctypes.CDLL`): the share of the CPU time is the share of held calls. `mixed_calls`: the same in random order.
`loops`: a Python loop of some milliseconds of CPU time, then a sleep: the share of the wall time, without what other
programs take. `pair`: the two ends of `calls`.
"""

from __future__ import annotations

import functools
import random
import time
from typing import Any, Callable

CALLS = 20
PERIOD = 0.02  # seconds of a loop and its sleep
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
BUFFER = 2**20


@functools.cache
def _crc32(loader: str) -> Callable[[], Any]:
    import ctypes  # noqa: PLC0415  an interpreter may lack it

    function = getattr(ctypes, loader)("libz.so.1").crc32
    function.argtypes = (ctypes.c_ulong, ctypes.c_void_p, ctypes.c_uint)
    function.restype = ctypes.c_ulong
    buffer = (ctypes.c_char * BUFFER).from_buffer(bytearray(range(256)) * (BUFFER // 256))
    return functools.partial(function, 0, buffer, BUFFER)


def calls(share: float) -> None:
    """Make held calls, then released ones."""
    held = round(share * CALLS)
    _make(held, "PyDLL")
    _make(CALLS - held, "CDLL")


def mixed_calls(share: float) -> None:
    """Make held and released calls in random order."""
    kinds = ["PyDLL"] * round(share * CALLS)
    kinds += ["CDLL"] * (CALLS - len(kinds))
    random.shuffle(kinds)
    for kind in kinds:
        _crc32(kind)()


def loops(share: float) -> None:
    """Run Python, then sleep."""
    end = time.thread_time() + share * PERIOD
    while time.thread_time() < end:
        sum(range(200))
    if share < 1:
        time.sleep((1 - share) * PERIOD)


def _make(number: int, loader: str) -> None:
    if number:
        call = _crc32(loader)
        for _ in range(number):
            call()


TASKS = {"calls": calls, "mixed_calls": mixed_calls, "loops": loops}


def missing(task: str, share: float) -> str | None:
    """Return why a task cannot run in this interpreter; None if it can."""
    if task == "loops" or share == 0:
        return None
    try:
        import ctypes  # noqa: PLC0415  an interpreter may lack it
    except ImportError:
        return "there is no ctypes"
    return None if hasattr(ctypes, "PyDLL") else "there is no ctypes.PyDLL: nothing can be called with the GIL held"


def keep_at(task: Callable[[float], None], share: float, seconds: float) -> None:
    """Repeat a task for some seconds of wall time."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        task(share)
