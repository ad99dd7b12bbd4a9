"""Threads that begin together, each on a CPU of its own where there are enough."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Callable

from gilbench.experiments.logging_price.measure.calls import Turn

PATIENCE = 10.0  # seconds that threads wait for each other


def at_once(works: Sequence[Callable[[], Turn]]) -> list[Turn]:
    """Return what each thread did, in the order of the works; raises what the first of them raised.

    One alone is in a thread of its own as well, so that numbers of threads are alike but for their number.
    """
    gate = threading.Barrier(len(works))
    turns: dict[int, Turn] = {}
    errors: list[BaseException] = []

    def work(place: int) -> None:
        try:
            with _on_a_cpu(place, len(works)):
                gate.wait(PATIENCE)
                turns[place] = works[place]()
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the trial's reason
            errors.append(error)
            gate.abort()

    started: list[threading.Thread] = []
    try:
        for place in range(len(works)):
            thread = threading.Thread(target=work, args=(place,))
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
    return [turns[place] for place in range(len(works))]


@contextmanager
def _on_a_cpu(place: int, threads: int) -> Iterator[None]:
    """Keep the calling thread on a CPU of its own while the block runs, as the kernel may keep two on one.

    One alone, or where there are too few CPUs or the platform cannot do it, it goes where the kernel puts it.
    """
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if not 1 < threads <= len(usable):
        yield
        return
    os.sched_setaffinity(0, {usable[place]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, usable)
