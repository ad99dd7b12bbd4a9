"""A CPU for each of a few threads: left to itself, the kernel was seen to keep two on one, with another one idle."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def on_a_cpu(place: int, threads: int) -> Iterator[None]:
    """Keep the calling thread, which is the one at this place among so many, on a CPU of its own while the block runs.

    One alone, or where there are too few CPUs or the platform cannot do it, it goes where the kernel puts it.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    usable = os.sched_getaffinity(0)
    if 1 < threads <= len(usable):
        os.sched_setaffinity(0, {sorted(usable)[place]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, usable)
