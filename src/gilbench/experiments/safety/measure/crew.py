"""Threads that begin together: what each of them is to do, and that all have done it."""

from __future__ import annotations

import threading
import time
from typing import Callable, NamedTuple

from gilbench.inside.own_cpu import on_a_cpu


class ThreadLostError(RuntimeError):
    """A thread ended before it had done its work."""


class Span(NamedTuple):
    """When a thread worked, by `time.perf_counter`, and what CPU time it took."""

    start: float
    end: float
    cpu: float | None  # seconds; None where that of a thread cannot be told


def _cpu_clock() -> Callable[[], float] | None:
    """Return the clock of a thread's CPU time; None where there is none, or one that ticks too seldom."""
    if not hasattr(time, "thread_time") or time.get_clock_info("thread_time").resolution > _COARSE:
        return None
    return time.thread_time


_COARSE = 1e-4  # seconds
_cpu = _cpu_clock()


def together(threads: int, work: Callable[[int], object]) -> list[Span]:
    """Do the work in so many threads, each of which is given its place; all are joined.

    They wait at a gate until the last one has been started, and have a CPU each if there are enough: else the kernel
    may keep short runs on one. Raises ThreadLostError, and RuntimeError if a thread cannot be started.
    """
    gate = threading.Event()
    spans: list[Span] = []

    def body(place: int) -> None:
        with on_a_cpu(place, threads):
            gate.wait()
            before = None if _cpu is None else _cpu()
            start = time.perf_counter()
            work(place)
            end = time.perf_counter()
            spans.append(Span(start, end, None if _cpu is None or before is None else _cpu() - before))

    crew = [threading.Thread(target=body, args=(place,)) for place in range(threads)]
    started = []
    try:
        for each in crew:
            each.start()
            started.append(each)
    finally:
        gate.set()
        for each in started:
            each.join()
    if len(spans) != threads:
        raise ThreadLostError(f"{len(spans)} of {threads} threads did their work")
    return spans
