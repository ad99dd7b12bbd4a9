"""Fairness: what each of several threads gets done while all of them compute.

Every thread repeats a *unit*, a loop of some 50 microseconds, and notes when it has done one, in a list of its own: no
object is written or counted by two threads, so that on builds without a GIL nothing but the CPUs is competed for. The
threads wait at gates of their own. A window opens when all of them have been let through, and ends while all of them
are still under way: none stops before the end has passed. Which thread runs in it is up to the interpreter and the
kernel; one that gets nothing in all of it could have run all the time.

Short windows of all threads, of as many as there are CPUs and of one take turns, so that what a machine does at one
time meets all of them. They tell the throughput. Shares are counted in windows that are long enough for a turn of
every thread.
"""

from __future__ import annotations

import gc
import math
import os
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Callable, NamedTuple

from gilbench.experiments.fairness.records import DEFAULT, LEAD, LEAST, ONE, REPEATS, SHORT, Seen, long_window
from gilbench.inside import state
from gilbench.inside.checking import WrongResultError
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read
from gilbench.inside.switching import switching

UNIT = 50e-6  # seconds, of one thread that has a CPU for itself
PROBE = 4000  # turns of the loop by which that is found out
WARM = 0.02  # seconds after which a loop is warm, with a JIT too
MILLION = 1e6
TRIES = 20  # of a window in which a busy machine let nobody get anything done


def missing() -> str | None:
    """Return None: every interpreter that can be measured has threads."""
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that lets the threads compete.

    A call raises WrongResultError if a unit did not come to what it must, SwitchIntervalError if threads had another
    switch interval than was asked for, and RuntimeError if they cannot be started or got nothing done.
    """
    request = subject.request
    interval, locked = request.parameters["interval"], request.parameters["lock"] == ONE
    loops, cpus = _loops(), usable_cpus()
    subject.begins()

    def call(_: Read) -> Call:
        gc.collect()
        lock = threading.Lock() if locked else None
        kept = nullcontext() if interval == DEFAULT else switching(float(interval))
        with kept, _crew(request.workers, loops, lock) as crew:
            done = _windows(crew, cpus, long_window(request.workers, interval))
            seen = done.seen(state.switch_interval(), cpus, loops)
        return Call(MILLION / sorted(seen.together)[len(seen.together) // 2], [], seen)

    yield call


def unit(turns: range) -> int:
    """Do one unit of work: pure Python that makes nothing but small numbers."""
    total = 0
    for each in turns:
        total += each & 3
    return total


def usable_cpus() -> int:
    """Return how many CPUs' worth of threads can run at once, as the host counts them."""
    from gilbench.inside import cgroups, kernel  # noqa: PLC0415  other experiments are spared them

    allowed, quota = state.affinity(), cgroups.cpu_quota(kernel.ROOT)
    count = len(allowed) if allowed else os.cpu_count() or 1
    return count if quota is None else max(1, min(count, math.floor(quota)))


def _loops() -> int:
    """Return how many turns of the loop, a multiple of four, take about as long as a unit should."""
    turns, end, best = range(PROBE), time.perf_counter() + WARM, math.inf
    while time.perf_counter() < end:
        start = time.perf_counter()
        unit(turns)
        best = min(best, time.perf_counter() - start)
    return 4 * max(1, round(PROBE * UNIT / best / 4))


class _Worker:
    """A thread that does units of work from when its gate opens until its deadline, again and again."""

    def __init__(self, loops: int, lock: Any) -> None:
        from queue import SimpleQueue  # noqa: PLC0415  other experiments are spared it

        self.until = math.inf
        self.ends: list[float] = []  # of its units since the gate was opened last, by `time.perf_counter`
        self._loops = loops
        self._lock = nullcontext() if lock is None else lock  # an object of its own where nothing is to be shared
        self._gate: SimpleQueue[bool] = SimpleQueue()
        self._reports: SimpleQueue[BaseException | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def open(self) -> None:
        """Let it compute, until a deadline that is still to be set."""
        self.until = math.inf
        self._gate.put(True)

    def wait(self) -> None:
        """Wait until it has come back to its gate; raises what it raised."""
        error = self._reports.get()
        if error is not None:
            raise error

    def leave(self) -> None:
        """End it."""
        self.until = -math.inf
        self._gate.put(False)
        self._thread.join()

    def _run(self) -> None:
        try:
            turns = range(self._loops)  # an object of its own, as is the number below
            expected = self._first(turns)
            self._reports.put(None)
            while self._gate.get():
                self._compute(turns, expected)
                self._reports.put(None)
        except BaseException as error:  # noqa: BLE001  whatever it is, it must reach who waits
            self._reports.put(error)

    def _first(self, turns: range) -> int:
        found, expected = unit(turns), 6 * (self._loops // 4)
        if found != expected:
            raise WrongResultError(f"wrong result: a unit came to {found}, expected {expected}")
        return found

    def _compute(self, turns: range, expected: int) -> None:
        ends: list[float] = []
        clock, lock, noted = time.perf_counter, self._lock, ends.append
        now = clock()
        while now < self.until:
            with lock:
                found = unit(turns)
            if found != expected:
                raise WrongResultError(f"wrong result: a unit came to {found}, expected {expected}")
            now = clock()
            noted(now)
        self.ends = ends


@contextmanager
def _crew(workers: int, loops: int, lock: Any) -> Iterator[list[_Worker]]:
    """Start the threads, each of which has done a unit when it comes to its gate, and end all of them."""
    crew: list[_Worker] = []
    try:
        for _ in range(workers):
            crew.append(_Worker(loops, lock))  # noqa: PERF401  those that were started are ended whatever happens
        for each in crew:
            each.wait()
        yield crew
    finally:
        for each in crew:
            each.leave()


class _Window(NamedTuple):
    """What the threads did in one window."""

    seconds: float
    units: list[int]  # of each thread
    unserved: float  # the longest that any of them got no unit done
    cpu: float  # seconds of the process for a unit, what was done beside the window included


class _Done(NamedTuple):
    """All windows of a call."""

    shares: list[_Window]
    together: list[_Window]
    full: list[_Window]
    alone: list[_Window]

    def seen(self, interval: float | None, cpus: int, loops: int) -> Seen:
        """Return what is kept of them."""
        rates = [[loops * sum(each.units) / each.seconds for each in some] for some in self[1:]]
        costs = [[each.cpu / loops for each in some] for some in self[1:]]
        units, unserved = [each.units for each in self.shares], [each.unserved for each in self.shares]
        return Seen(interval, cpus, loops, self.shares[0].seconds, units, unserved, *rates, *costs)


def _windows(crew: Sequence[_Worker], cpus: int, long: float) -> _Done:
    repeated = long <= LEAST  # then every repeat is long enough to count shares in
    kinds = [(crew, long if repeated else SHORT), (crew[:cpus], SHORT), (crew[:1], SHORT)]
    done: list[list[_Window]] = [[], [], []]
    for repeat in range(REPEATS):
        for place in (0, 1, 2) if repeat % 2 else (2, 1, 0):
            if place != 1 or len(crew) > cpus:
                done[place].append(_window(*kinds[place]))
    return _Done(done[0] if repeated else [_window(crew, long)], *done)


def _window(crew: Sequence[_Worker], seconds: float) -> _Window:
    """Return what these threads did in a window of so many seconds; raises RuntimeError if that was nothing."""
    for _ in range(TRIES):
        found = _compete(crew, seconds)
        if any(found.units):
            return found
    raise RuntimeError(f"{len(crew)} threads got nothing done within {seconds:g} s, {TRIES} times")


def _compete(crew: Sequence[_Worker], seconds: float) -> _Window:
    """Let these threads compute for a while, with a window in the midst of it."""
    before = time.process_time()
    for each in crew:
        each.open()
    begin = time.perf_counter() + LEAD
    for each in crew:
        each.until = begin + seconds  # a number of its own for each: threads would share its reference count
    for each in crew:
        each.wait()
    cpu = (time.process_time() - before) / max(1, sum(len(each.ends) for each in crew))
    return _Window(seconds, *_within([each.ends for each in crew], begin, begin + seconds), cpu)


def _within(ends: Sequence[list[float]], begin: float, end: float) -> tuple[list[int], float]:
    """Return how many units each thread ended in the window, and the longest that any of them ended none."""
    inside = [each[bisect_right(each, begin) : bisect_right(each, end)] for each in ends]
    edges = ([begin, *each, end] for each in inside)
    return [len(each) for each in inside], max(later - now for each in edges for now, later in zip(each, each[1:]))
