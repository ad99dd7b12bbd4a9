"""Threads that begin together: what each of them is to do, and that all have done it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable, NamedTuple


class ThreadLostError(RuntimeError):
    """A thread ended before it had done its work."""


class Span(NamedTuple):
    """When a thread worked, by `time.perf_counter`."""

    start: float
    end: float


def together(threads: int, work: Callable[[int], object]) -> list[Span]:
    """Do the work in so many threads, each of which is given its place; all are joined.

    They wait at a gate until the last one has been started, and have a CPU each if there are enough: else the kernel
    may keep short runs on one. Raises ThreadLostError, and RuntimeError if a thread cannot be started.
    """
    gate = threading.Event()
    spans: list[Span] = []

    def body(place: int) -> None:
        with _placed(place, threads):
            gate.wait()
            start = time.perf_counter()
            work(place)
            spans.append(Span(start, time.perf_counter()))

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


@contextmanager
def _placed(place: int, threads: int) -> Iterator[None]:
    """Keep the calling thread on a CPU of its own, where there are enough and the platform can do it."""
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if not 1 < threads <= len(usable):
        yield
        return
    os.sched_setaffinity(0, {usable[place]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, usable)
