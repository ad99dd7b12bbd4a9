"""Clocks of threads, read without ever giving up the GIL: a sleeper that let it go would have to wait for it again.

Linux only. `os.pread` releases the GIL, `ctypes.PyDLL` keeps it; PyPy has no PyDLL and hands its GIL over rarely.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Callable, NamedTuple, Union

try:
    import ctypes
except ImportError:  # an interpreter built without it
    ctypes = None  # type: ignore[assignment]

KEEPS_GIL = hasattr(ctypes, "PyDLL")  # whether the readings keep the GIL

_PER_THREAD_SCHEDULER_CLOCK = 6  # CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED of linux/posix-timers.h
_TIMER_SLACK = 29  # PR_SET_TIMERSLACK of linux/prctl.h
_LONGEST = 64  # bytes of a schedstat file
APART = 8  # threads read one by one; with more, only their sum
_FAR = 700  # a descriptor that programs hardly get to, and still below the 1,024 of select()


def run_delay_of(native_id: int) -> str:
    """Return the name of the file whose second number is a thread's time on a run queue, in nanoseconds."""
    return f"/proc/self/task/{native_id}/schedstat"


def run_delay() -> float:
    """Return how long the calling thread has waited for a CPU so far, in seconds; raises OSError if nobody counts."""
    with open(run_delay_of(threading.get_native_id())) as file:
        return int(file.read().split()[1]) * 1e-9


def sharpen_timer() -> None:
    """Let the calling thread's sleeps end within a microsecond or so of their time instead of 50."""
    if ctypes is not None:
        ctypes.CDLL(None).prctl(_TIMER_SLACK, 1, 0, 0, 0)


def _positioned_read() -> Callable[[int], bytes]:
    if ctypes is None or not KEEPS_GIL:
        return lambda file: os.pread(file, _LONGEST, 0)
    read = ctypes.PyDLL(None).pread
    read.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long)
    buffer = ctypes.create_string_buffer(_LONGEST)

    def pread(file: int) -> bytes:
        length = read(file, buffer, _LONGEST, 0)
        return buffer.raw[: max(0, length)]

    return pread


class Used(NamedTuple):
    """A thread, by its native identifier, and the CPU time that it used between two readings, in seconds."""

    native_id: int
    used: float


def clock_of(native_id: int) -> int:
    """Return the clock of a thread's CPU time."""
    return (~native_id << 3) | _PER_THREAD_SCHEDULER_CLOCK


class ThreadMeter:
    """The CPU time and the run delay of one thread, up to its end and as they were from then on."""

    def __init__(self, native_id: int) -> None:
        self.native_id = native_id
        self._clock = clock_of(native_id)
        self._file = _out_of_the_way(os.open(run_delay_of(native_id), os.O_RDONLY))
        self._read = _positioned_read()
        self._cpu = self._delay = 0.0
        self._begun = self.cpu()
        self.used = 0.0  # seconds of CPU time between the last two readings

    def cpu(self) -> float:
        """Return the CPU time so far, in seconds."""
        try:
            now = time.clock_gettime(self._clock)
        except OSError:  # it has ended
            return self._cpu
        self.used, self._cpu = now - self._cpu, now
        return now

    def since(self) -> float:
        """Return the CPU time from the making of this meter to its last reading, in seconds."""
        return self._cpu - self._begun

    def delay(self) -> float:
        """Return the time spent ready without a CPU so far, in seconds, as of when the thread last got one."""
        try:
            self._delay = int(self._read(self._file).split()[1]) * 1e-9
        except (OSError, IndexError):  # it has ended
            return self._delay
        return self._delay

    def close(self) -> None:
        """Give the file back."""
        with suppress(OSError):  # a program that closes whatever is open, as daemons do, has done it already
            os.close(self._file)


def _out_of_the_way(file: int) -> int:
    """Return another descriptor for a file: the watched program gets the numbers that it would get without us.

    And if it closes all that there are, its own files that follow do not get ours, which we then would read and close.
    """
    import fcntl  # noqa: PLC0415  Windows has none, and nothing is metered there

    try:
        far = fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, _FAR)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EMFILE):
            raise
        return file  # a process may open no more than so many
    os.close(file)
    return far


class ChosenMeter:
    """The sums of `ThreadMeter` over some threads."""

    knows_ready = True

    def __init__(self, meters: list[ThreadMeter]) -> None:
        self.meters = meters

    def cpu(self) -> float:
        """Return the CPU time so far, in seconds."""
        return sum([meter.cpu() for meter in self.meters])

    def delay(self) -> float:
        """Return the time spent ready without a CPU so far, in seconds."""
        return sum([meter.delay() for meter in self.meters])

    def busiest(self) -> float:
        """Return the CPU time that one of them used since they are metered, the one that used most; in seconds."""
        return max([meter.since() for meter in self.meters], default=0.0)

    def close(self) -> None:
        """Give the files back."""
        for meter in self.meters:
            meter.close()


class ProcessMeter:
    """The CPU time of the whole process but the calling thread; how long its threads were ready, nobody can ask."""

    knows_ready = False
    meters: tuple[ThreadMeter, ...] = ()

    def cpu(self) -> float:
        """Return the CPU time so far, in seconds."""
        return time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID) - time.clock_gettime(time.CLOCK_THREAD_CPUTIME_ID)

    def delay(self) -> float:
        """Return zero: not known."""
        return 0.0

    def busiest(self) -> float:
        """Return zero: not known."""
        return 0.0

    def close(self) -> None:
        """Do nothing: there is no file."""


Meter = Union[ChosenMeter, ProcessMeter]


def living(native_ids: Iterable[int]) -> ChosenMeter | None:
    """Return the meter of those threads that have not ended; None if all have."""
    meters = []
    for native_id in native_ids:
        try:
            meters.append(ThreadMeter(native_id))
        except FileNotFoundError:  # noqa: PERF203  it has ended
            continue
    return ChosenMeter(meters) if meters else None


def others(but: set[int]) -> Meter | None:
    """Return the meter for all threads of this process but some; None if there are no others."""
    native_ids = {int(name) for name in os.listdir("/proc/self/task")} - but
    return ProcessMeter() if len(native_ids) > APART else living(sorted(native_ids))
