"""What producers and consumers do: loops written out, with nothing in them but the work itself.

Each ends by itself when the other one fails: a producer always puts an end after its items, and a consumer that fails
takes what comes until that end, so that nobody waits for a place or an item for ever.
"""

from __future__ import annotations

import time
from typing import Any, Callable

from gilbench.experiments.queues.measure.channels import Channel
from gilbench.inside.checking import WrongResultError

BATCH = 50  # items between two looks at the clock


def produce(put: Callable[[int | None], object], place: int, producers: int, seconds: float) -> int:
    """Put items for so many seconds, then an end; return how many.

    Items are numbers of their own: of the producer at a place those that leave it as the remainder by the producers.
    """
    step = BATCH * producers
    first, until = place, time.perf_counter() + seconds
    try:
        while True:  # once at least, however long the kernel has kept it waiting
            for item in range(first, first + step, producers):
                put(item)
            first += step
            if time.perf_counter() > until:
                break
    finally:
        put(None)
    return (first - place) // producers


def consume(get: Callable[[], Any]) -> list[int]:
    """Take items up to an end; return them in the order in which they came."""
    taken: list[int] = []
    try:
        while (item := get()) is not None:
            taken.append(item)
    except BaseException:
        _drain(get)
        raise
    return taken


def ping(there: Channel, back: Channel, trips: int, seconds: float) -> list[float]:
    """Send items to one who answers, for so many round trips or seconds; return half the seconds of each.

    Raises WrongResultError if another item comes back.
    """
    halves: list[float] = []
    until = time.perf_counter() + seconds
    try:
        for item in range(trips):
            start = time.perf_counter()
            there.put(item)
            returned = back.get()
            end = time.perf_counter()
            if returned != item:
                raise WrongResultError(f"wrong result: item {item} came back as {returned}")
            halves.append((end - start) / 2)
            if end > until:
                break
    finally:
        there.put(None)
    _drain(back.get)
    return halves


def answer(there: Channel, back: Channel) -> None:
    """Send back what comes, up to an end, and then an end."""
    try:
        while (item := there.get()) is not None:
            back.put(item)
    finally:
        back.put(None)


def _drain(get: Callable[[], Any]) -> None:
    while get() is not None:
        pass
