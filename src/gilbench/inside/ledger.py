"""What a thread has used so far: CPU time, time in which it could have run but no CPU was free, and its switches.

The CPU time of its whole process stands beside it: the thread may have its work done by threads that nobody reads.

Linux counts the second for every thread as its *run delay*, the second number of `/proc/thread-self/schedstat`. Reading
a file through Python gives up the GIL, and to get it back may take milliseconds: hand-overs that nobody asked for, in
the middle of a measurement. `ctypes.PyDLL` calls the C library without giving it up.
"""

from __future__ import annotations

import math
import os
import sys
import time
from functools import cache
from typing import Callable, NamedTuple

if sys.platform == "linux":
    from resource import getrusage

    _RUSAGE_THREAD = 1  # PyPy knows the number but not the name

    def switches() -> tuple[int, int] | None:
        """Return this thread's voluntary and involuntary context switches; None where the platform cannot tell."""
        usage = getrusage(_RUSAGE_THREAD)
        return usage.ru_nvcsw, usage.ru_nivcsw

else:

    def switches() -> tuple[int, int] | None:
        """Return this thread's voluntary and involuntary context switches; None where the platform cannot tell."""
        return None


class Reading(NamedTuple):
    """Totals of the calling thread since it began; None where the platform cannot tell."""

    cpu: float  # seconds on a CPU
    ready: float | None  # seconds runnable, waiting for a CPU
    voluntary: int | None  # context switches
    involuntary: int | None
    process: float | None = None  # seconds that all threads of its process together were on a CPU


Read = Callable[[], Reading]


def plain() -> Reading:
    """Return what takes a microsecond or two: everything but the time ready."""
    cpu, (voluntary, involuntary) = time.thread_time(), switches() or _UNKNOWN
    return Reading(cpu, None, voluntary, involuntary, time.process_time())


def full() -> Reading:
    """Return everything that this platform can tell; takes some 10 microseconds."""
    run_delay, _ = _run_delay()
    cpu, ready, (voluntary, involuntary) = time.thread_time(), run_delay(), switches() or _UNKNOWN
    return Reading(cpu, ready, voluntary, involuntary, time.process_time())


def cost() -> float:
    """Return the seconds that a full reading takes in this thread at best, infinite if it gives up the GIL."""
    _, keeps_gil = _run_delay()
    return min(_seconds(full) for _ in range(_TRIES)) if keeps_gil else math.inf


_UNKNOWN = (None, None)
_TRIES = 20
_SCHEDSTAT = "/proc/thread-self/schedstat"
_LENGTH = 96  # bytes; three numbers


def _seconds(read: Read) -> float:
    start = time.perf_counter()
    read()
    return time.perf_counter() - start


@cache
def _run_delay() -> tuple[Callable[[], float | None], bool]:
    """Return how to read the calling thread's run delay in seconds here, and whether that keeps the GIL."""
    if not os.path.exists(_SCHEDSTAT):
        return _unknown, True
    try:
        import ctypes  # noqa: PLC0415  only workers need it, and it takes milliseconds
    except ImportError:  # a build without it, or a sub-interpreter that may not have it
        return _through_python, False
    if not hasattr(ctypes, "PyDLL"):  # PyPy
        return _through_python, False
    library = ctypes.PyDLL(None)
    opens, reads, closes, path = library.open, library.read, library.close, _SCHEDSTAT.encode()

    def through_libc() -> float | None:
        buffer = ctypes.create_string_buffer(_LENGTH)
        file = opens(path, os.O_RDONLY)
        if file < 0:
            return None
        length = reads(file, buffer, _LENGTH)
        closes(file)
        return _second_number(buffer.raw[: max(0, length)])

    return through_libc, True


def _through_python() -> float | None:
    try:
        file = os.open(_SCHEDSTAT, os.O_RDONLY)
    except OSError:
        return None
    try:
        return _second_number(os.read(file, _LENGTH))
    finally:
        os.close(file)


def _second_number(content: bytes) -> float | None:
    numbers = content.split()
    return int(numbers[1]) / 1e9 if len(numbers) > 1 else None


def _unknown() -> float | None:
    return None
