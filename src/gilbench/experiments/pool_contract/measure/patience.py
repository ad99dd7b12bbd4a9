"""How long is waited for what must come, and for what must not."""

from __future__ import annotations

import multiprocessing
import threading
from concurrent import futures
from typing import Callable, TypeVar

from gilbench.experiments.pool_contract.measure.check import HangsError

T = TypeVar("T")

SLICE, SLICES = 0.02, 25  # seconds, and how many of them: a process that gets no CPU waits longer by the clock
SHORT = 0.01  # seconds in which a call that is held up does not end
LIMIT = 5.0  # seconds after which what holds a task up lets it go, whatever happens
TIMEOUTS = (multiprocessing.TimeoutError, futures.TimeoutError)


def arrives(get: Callable[[float], T], what: str) -> T:
    """Return what `get(timeout)` gives; raises HangsError, which says what never returned, where it never does."""
    for _ in range(SLICES):
        try:
            return get(SLICE)
        except TIMEOUTS:  # noqa: PERF203  it is there to wait
            continue
    raise HangsError(f"{what} never returns")


def becomes(so: Callable[[], object]) -> bool:
    """Tell whether something becomes so."""
    pause = threading.Event()
    for _ in range(SLICES * 4):
        if so():
            return True
        pause.wait(SLICE / 4)
    return bool(so())
