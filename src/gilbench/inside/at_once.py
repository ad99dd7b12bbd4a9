"""Threads that begin together, each on a CPU of its own where there are enough."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Callable, TypeVar

from gilbench.inside.own_cpu import on_a_cpu

T = TypeVar("T")
Work = Callable[[float], T]  # is given when all began, by `time.perf_counter`

PATIENCE = 10.0  # seconds that threads wait for each other


def at_once(prepared: Sequence[Callable[[], Work[T]]]) -> list[T]:
    """Return what the work of each thread returned, in their order; raises what the first of them raised.

    Each thread prepares its own work, and begins it when all have. One alone is in a thread of its own as well, so that
    numbers of threads are alike but for their number. All are joined, also if one cannot be started.
    """
    begun: list[float] = []
    gate = threading.Barrier(len(prepared), lambda: begun.append(time.perf_counter()))
    done: dict[int, T] = {}
    errors: list[BaseException] = []

    def body(place: int) -> None:
        try:
            work = prepared[place]()
            with on_a_cpu(place, len(prepared)):
                gate.wait(PATIENCE)
                done[place] = work(begun[0])
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the trial's reason
            errors.append(error)
            gate.abort()

    started: list[threading.Thread] = []
    try:
        for place in range(len(prepared)):
            thread = threading.Thread(target=body, args=(place,))
            thread.start()
            started.append(thread)
    except BaseException:
        gate.abort()
        raise
    finally:
        for thread in started:
            thread.join()
    if errors:
        raise errors[0]
    return [done[place] for place in range(len(prepared))]
