"""What the workers of a call spent their time on, from the stamps of its items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from gilbench.inside.ledger import Reading
from gilbench.inside.schema import WorkerTime
from gilbench.inside.stamps import Stamp

Number = TypeVar("Number", int, float)


def worker_times(stamps: Iterable[Stamp]) -> list[WorkerTime]:
    """Return for each worker the time from its first item's start to its last item's end, and what it was spent on.

    The system gives the number of a thread that has ended to the next one. Totals that fall tell them apart.
    """
    windows: dict[tuple[int, int, int], list[Stamp]] = {}
    lives: dict[tuple[int, int], int] = {}
    for stamp in sorted(stamps, key=lambda each: each.start):
        life = lives.setdefault(stamp.worker, 0)
        latest = windows.get((*stamp.worker, life))
        if latest and _began_anew(latest[-1], stamp):
            life = lives[stamp.worker] = life + 1
        windows.setdefault((*stamp.worker, life), []).append(stamp)
    return [used(each[-1].end - each[0].start, each[0].before, each[-1].after, len(each)) for each in windows.values()]


def used(wall: float, before: Reading | None, after: Reading | None, items: int | None = None) -> WorkerTime:
    """Return what a thread used between two readings that were `wall` seconds apart, and how many items it did."""
    if before is None or after is None:
        return WorkerTime(wall, 0.0, None, None, None, items)
    return WorkerTime(
        wall=wall,
        running=min(wall, after.cpu - before.cpu),  # the readings lie outside of the clock's, by microseconds
        ready=_difference(before.ready, after.ready),
        voluntary=_difference(before.voluntary, after.voluntary),
        involuntary=_difference(before.involuntary, after.involuntary),
        items=items,
    )


def process_used(read: Iterable[tuple[int, Reading | None, Reading | None]]) -> float | None:
    """Return the CPU seconds of all threads of the workers' processes, from each one's first reading to its last.

    `read` is the number of a process and two readings in it, for each item; workers that are threads share a process.
    None without readings, or where one is not known.
    """
    totals: dict[int, list[float]] = {}
    for process, before, after in read:
        if before is None or after is None or before.process is None or after.process is None:
            return None
        totals.setdefault(process, []).extend((before.process, after.process))
    return sum(max(each) - min(each) for each in totals.values()) if totals else None


def total(counts: Iterable[int | None]) -> int | None:
    """Return the sum; None if one of them is not known."""
    summed = 0
    for each in counts:
        if each is None:
            return None
        summed += each
    return summed


def _began_anew(before: Stamp, stamp: Stamp) -> bool:
    """Tell whether another thread has the number by now: no total of one that lives on falls."""
    if before.after is None or stamp.before is None:
        return False
    totals = zip(before.after, stamp.before)
    return any(known is not None and now is not None and now < known for known, now in totals)


def _difference(before: Number | None, after: Number | None) -> Number | None:
    return None if before is None or after is None else after - before
