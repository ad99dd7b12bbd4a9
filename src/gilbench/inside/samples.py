"""From the stamps of one timed call to its side metrics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from gilbench.inside.ledger import Reading
from gilbench.inside.schema import Sample, WorkerTime
from gilbench.inside.stamps import Stamp

Number = TypeVar("Number", int, float)


def sample(seconds: float, stamps: Sequence[Stamp], workers: int, times: list[WorkerTime]) -> Sample:
    """Return the side metrics of one timed call of `seconds`; `times` is what each worker used."""
    return Sample(
        seconds=seconds,
        cpu_seconds=sum(each.running for each in times),
        voluntary=_total(each.voluntary for each in times),
        involuntary=_total(each.involuntary for each in times),
        overlap=overlap(stamps, workers),
        start_skew=start_skew(stamps, workers),
        workers=times,
    )


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
    return [
        replace(used(each[-1].end - each[0].start, each[0].before, each[-1].after), items=len(each))
        for each in windows.values()
    ]


def used(wall: float, before: Reading | None, after: Reading | None) -> WorkerTime:
    """Return what a thread used between two readings that were `wall` seconds apart."""
    if before is None or after is None:
        return WorkerTime(wall, 0.0, None, None, None)
    return WorkerTime(
        wall=wall,
        running=min(wall, after.cpu - before.cpu),  # the readings lie outside of the clock's, by microseconds
        ready=_difference(before.ready, after.ready),
        voluntary=_difference(before.voluntary, after.voluntary),
        involuntary=_difference(before.involuntary, after.involuntary),
    )


def overlap(stamps: Sequence[Stamp], workers: int) -> float | None:
    """Return the share of first start to last end during which at least `workers` items were being worked on.

    None if there are fewer items than workers, or nothing lasted.
    """
    if len(stamps) < workers:
        return None
    edges = sorted([(stamp.start, 1) for stamp in stamps] + [(stamp.end, -1) for stamp in stamps])
    span = edges[-1][0] - edges[0][0]
    active, full, previous = 0, 0.0, edges[0][0]
    for moment, change in edges:
        if active >= workers:
            full += moment - previous
        active += change
        previous = moment
    return full / span if span > 0 else None


def start_skew(stamps: Sequence[Stamp], workers: int) -> float | None:
    """Return the seconds between the first and the last worker's first start; None if some worker never started."""
    firsts: dict[tuple[int, int], float] = {}
    for stamp in stamps:
        firsts[stamp.worker] = min(stamp.start, firsts.get(stamp.worker, stamp.start))
    ordered = sorted(firsts.values())[:workers]
    return ordered[-1] - ordered[0] if len(ordered) == workers else None


def _began_anew(before: Stamp, stamp: Stamp) -> bool:
    return before.after is not None and stamp.before is not None and stamp.before.cpu < before.after.cpu


def _difference(before: Number | None, after: Number | None) -> Number | None:
    return None if before is None or after is None else after - before


def _total(counts: Iterable[int | None]) -> int | None:
    total = 0
    for each in counts:
        if each is None:
            return None
        total += each
    return total
