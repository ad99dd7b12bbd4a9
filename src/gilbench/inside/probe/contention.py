"""Does a call contend where there is no GIL? Its CPU time alone against beside itself, in alternating repeats.

Each thread has a CPU of its own. A repeat is shorter than the kernel lets a thread run at a time, so that many are left
alone however busy the machine is: at a load of 12 on two CPUs, a third of those of 2 ms was, and none of 4 ms.

Under the same conditions the same call is made on what is each thread's own, if the user has said how to make it: the
difference is the price of what is shared.
"""

from __future__ import annotations

import os
import time
from itertools import repeat
from typing import Callable, NamedTuple

from gilbench.inside.at_once import Work, at_once
from gilbench.inside.held.meters import run_delay
from gilbench.inside.probe.private import Loop
from gilbench.inside.probe.records import Sides

THREADS = 2
WINDOW = 0.002  # seconds that threads work in one setting of a repeat, at least, and one call at least
BATCH = 2.5e-4  # seconds of calls between two looks at the clock
LEAST = 6  # repeats: fewer have no interval of 95 %
LATEST = 3.0  # times the seconds that were meant, after which nobody waits for more repeats
_DEARER = 3.0  # times as long as alone that calls of two threads are expected to take


class _Turn(NamedTuple):
    """What one thread did. Times in seconds."""

    took: float  # since both began
    cpu: float
    ready: float  # it waited for a CPU
    calls: int


class _Window(NamedTuple):
    """What the threads of one setting did in a repeat. Times in seconds."""

    cpu: float  # of a call
    time: float  # from one call of any of them to the next, without what other programs took
    ready: float  # share of the time


def missing() -> str | None:
    """Return why two threads cannot run side by side here; None if they can."""
    usable = len(os.sched_getaffinity(0))
    return None if usable >= THREADS else "two threads at once need two CPUs, and it may use one"


def expected(call_seconds: float, loops: int) -> float:
    """Return about how many seconds it takes to compare so many loops."""
    return LEAST * loops * (_longer(call_seconds) + _longer(_DEARER * call_seconds))


def measure(loops: list[Callable[[], Loop]], call_seconds: float, seconds: float) -> list[Sides] | None:
    """Return what is seen of each loop, of the same repeats; None if they take too long for an interval.

    loops: each gives the calling thread what makes one call for each item. Raises what they or the calls raise.
    """
    batch = max(1, int(BATCH / call_seconds))
    settings = [(loop, threads) for loop in loops for threads in (1, THREADS)]
    rows: list[list[_Window]] = []
    began = time.perf_counter()
    while len(rows) < LEAST or time.perf_counter() - began < seconds:
        if time.perf_counter() - began > LATEST * seconds:
            break
        order = range(len(settings))[:: -1 if len(rows) % 2 else 1]
        windows = {place: _window(*settings[place], batch) for place in order}
        rows.append([windows[place] for place in range(len(settings))])
    if len(rows) < LEAST:
        return None
    return [_sides([(row[place], row[place + 1]) for row in rows]) for place in range(0, len(settings), 2)]


def _longer(call_seconds: float) -> float:
    return max(WINDOW, call_seconds)


def _sides(pairs: list[tuple[_Window, _Window]]) -> Sides:
    return Sides(
        alone_cpu=[alone.cpu for alone, _ in pairs],
        alone_time=[alone.time for alone, _ in pairs],
        beside_cpu=[beside.cpu for _, beside in pairs],
        beside_time=[beside.time for _, beside in pairs],
        ready=[max(alone.ready, beside.ready) for alone, beside in pairs],
    )


def _window(loop: Callable[[], Loop], threads: int, batch: int) -> _Window:
    def prepared() -> Work[_Turn]:
        run = loop()
        if batch > 1:  # the thread's own memory is set up by its first calls
            run(repeat(None, batch))
        return lambda begun: _turn(run, batch, begun)

    turns = at_once([prepared] * threads)
    calls = sum(each.calls for each in turns)
    own = max(
        max(each.cpu, each.took - each.ready) for each in turns
    )  # the last one to end: one that waits for the other ends late
    ready = min(1.0, max(each.ready / each.took for each in turns))
    return _Window(sum(each.cpu for each in turns) / calls, own / calls, ready)


def _turn(run: Loop, batch: int, begun: float) -> _Turn:
    clock, end, calls = time.perf_counter, begun + WINDOW, 0
    delayed, cpu = run_delay(), time.thread_time()
    late = clock() - begun  # the gate was open, and this thread had no CPU yet
    while True:
        run(repeat(None, batch))
        calls += batch
        now = clock()
        if now >= end:
            return _Turn(now - begun, time.thread_time() - cpu, late + run_delay() - delayed, calls)
