"""Timeline: two threads that compute and one that sleeps and answers, recorded for SECONDS from their common start.

Each thread stamps itself after every piece of work, some 50 µs: the wall clock and its own CPU clock, which takes less
than a microsecond. Only where it stood still in between does it read its run delay too (`inside.ledger`). Pauses are
all that is kept: there cannot be more of them than LEAST fits into SECONDS. The garbage collector is off meanwhile,
which would stop threads for reasons of its own.
"""

from __future__ import annotations

import gc
import math
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

from gilbench.experiments.timeline.records import Lane, Pause, Seen
from gilbench.inside import ledger, state
from gilbench.inside.checking import WrongResultError
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

SECONDS = 0.08
PIECE = 5e-5  # seconds of work between two stamps, at least
LEAST = 1e-4  # seconds of standing still that are a pause
NAP = 0.004  # seconds
ANSWER = 10  # pieces of work after a nap
COMPUTING = ("computing 1", "computing 2")
WAITING = "waiting"
_TRIES = 5


class CannotTellError(RuntimeError):
    """The platform stopped telling what lanes are made from."""


def missing() -> str | None:
    """Return why this platform does not tell what lanes are made from; None if it does."""
    if ledger.full().ready is None:
        return "this kernel does not tell how long a thread waits for a CPU (/proc/thread-self/schedstat is missing)"
    if sys.implementation.name == "cpython" and math.isinf(ledger.cost()):
        return "how long a thread waits for a CPU cannot be read without giving up the GIL, for want of ctypes"
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that makes one recording.

    A call raises WrongResultError if a piece of work came out wrong, and CannotTellError if a reading failed.
    """
    subject.begins()
    size = _sized()

    def call(_: Read) -> Call:
        seen = _recorded(size)
        return Call(max(each.ended for each in seen.lanes), [], seen)

    yield call


def piece(size: int) -> int:
    """Compute in pure Python; the same size gives the same number."""
    total = 0
    for number in range(size):
        total = (total * 31 + number) % 65521
    return total


def _sized() -> int:
    """Return a size of which a piece takes PIECE or a little more; on the way a JIT compiles it."""
    size = 256
    while _seconds(size) < PIECE:
        size *= 2
    return size


def _seconds(size: int) -> float:
    """Return what a piece takes at best."""
    taken = []
    for _ in range(_TRIES):
        start = time.perf_counter()
        piece(size)
        taken.append(time.perf_counter() - start)
    return min(taken)


def _recorded(size: int) -> Seen:
    """Let the threads go at one moment, and return what they stamped."""
    recording = _Recording(size, piece(size))
    computing = [_Thread(name, recording) for name in COMPUTING]
    threads = [*computing, _Waiting(WAITING, recording)]
    alone, collects = _seconds(size), gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        recording.run(threads)
    finally:
        if collects:
            gc.enable()
    return Seen(
        gil=state.gil_enabled(),
        seconds=SECONDS,
        piece=alone,
        switch_interval=state.switch_interval(),
        lanes=[each.lane() for each in threads],
    )


class _Recording:
    """What all threads of a recording have in common."""

    def __init__(self, size: int, expected: int) -> None:
        self.size, self.expected = size, expected
        self.start = self.end = 0.0  # by the wall clock; as long as nobody has set them, everything is over
        self.gate, self.arrived = threading.Event(), threading.Semaphore(0)

    def run(self, threads: list[_Thread]) -> None:
        """Start the threads, let them go together, and wait for all; raises the error of the first that has one."""
        started: list[_Thread] = []
        try:
            for each in threads:
                each.start()
                started.append(each)
            for _ in started:
                self.arrived.acquire()
            self.start = time.perf_counter()
            self.end = self.start + SECONDS
        finally:
            self.gate.set()
            for each in started:
                each.join()
        for each in started:
            if each.failure is not None:
                raise each.failure


class _Thread(threading.Thread):
    """A thread that computes and stamps itself."""

    waits = False

    def __init__(self, name: str, recording: _Recording) -> None:
        super().__init__(name=name)
        self.failure: BaseException | None = None
        self._recording = recording
        self._pauses: list[Pause] = []
        self._last = self._last_cpu = self._first_cpu = self._delay = 0.0

    def run(self) -> None:
        """Arrive, wait for the common start, and work until the end; keep an error for whoever waits."""
        arrived = False
        try:
            self._delay = _run_delay()
            arrived = True
            self._recording.arrived.release()
            self._begin()
            self.work()
        except BaseException as error:  # noqa: BLE001  whatever it is, it must reach the caller
            self.failure = error
        finally:
            if not arrived:
                self._recording.arrived.release()

    def work(self) -> None:
        """Compute until the end."""
        self.compute(sys.maxsize)

    def lane(self) -> Lane:
        """Return what was stamped."""
        ended = self._last - self._recording.start
        return Lane(self.name, self.waits, ended, self._last_cpu - self._first_cpu, self._pauses)

    def over(self) -> bool:
        """Tell whether the end was reached."""
        return self._last >= self._recording.end

    def compute(self, pieces: int) -> None:
        """Do so many pieces of work, fewer if the end comes before; note where it stood still."""
        size, expected, end = self._recording.size, self._recording.expected, self._recording.end
        clock, cpu_clock, last, last_cpu = time.perf_counter, time.thread_time, self._last, self._last_cpu
        for _ in range(pieces):
            if last >= end:
                break
            if piece(size) != expected:
                raise WrongResultError("wrong result: a piece of work is not what it was before")
            now, cpu = clock(), cpu_clock()
            if now - last - (cpu - last_cpu) >= LEAST:
                self._note(last, now, cpu - last_cpu, 0.0)
            last, last_cpu = now, cpu
        self._last, self._last_cpu = last, last_cpu

    def nap(self) -> None:
        """Sleep, and note when it ran again."""
        last, last_cpu = self._last, self._last_cpu
        time.sleep(NAP)
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        self._note(last, self._last, self._last_cpu - last_cpu, NAP)

    def _begin(self) -> None:
        """Wait for the common start; from then on it is ready."""
        self._first_cpu = time.thread_time()
        self._recording.gate.wait()
        start = self._recording.start
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        if self._last - start >= LEAST:
            self._note(start, self._last, self._last_cpu - self._first_cpu, 0.0)

    def _note(self, start: float, end: float, running: float, asleep: float) -> None:
        delay, begin = _run_delay(), self._recording.start
        self._pauses.append(Pause(start - begin, end - begin, running, delay - self._delay, asleep))
        self._delay = delay


class _Waiting(_Thread):
    """A thread that sleeps for a few milliseconds and then has something to do, again and again."""

    waits = True

    def work(self) -> None:
        """Sleep and answer until the end."""
        while not self.over():
            self.nap()
            self.compute(ANSWER)


def _run_delay() -> float:
    """Return the seconds that the calling thread has been runnable without a CPU; raises CannotTellError."""
    ready = ledger.full().ready
    if ready is None:
        raise CannotTellError("the kernel no longer tells how long a thread waits for a CPU")
    return ready
