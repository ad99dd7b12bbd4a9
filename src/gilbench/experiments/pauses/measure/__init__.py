"""Pauses: threads that only wake up on a schedule, and a process beside them, while something else goes on.

What goes on has a thread, a process or a sub-interpreter of its own (`inside.neighbours`). Whoever wakes up was made
before it, so that nothing has to be started while the GIL is kept. The process beside them wakes up in the same window:
what holds it up too is the machine, and no lock or collector of this process.

The collector tells when each collection began and ended, on the clock of the wakings. So it is known which part of
every pause lies within collections, and the collector is only blamed for that.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Callable

from gilbench.experiments.pauses.measure import collector, heart, kinds
from gilbench.experiments.pauses.measure.spans import Span, common, longest, seconds, slices
from gilbench.experiments.pauses.records import Seen
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read
from gilbench.inside.neighbours.beside import beside
from gilbench.inside.neighbours.kinds import KINDS

WINDOW = {"on": 0.32, "off": 0.16}  # seconds; what nobody collects piles up
SLICES = 8
SETTLING = {"on": 0.05, "off": 0.0}  # seconds in which what goes on has got going
SOON = 0.02  # seconds until a window begins: all have been told of it by then, even under the GIL


def missing() -> str | None:
    """Return why it cannot be measured here: the process beside is forked."""
    return None if hasattr(os, "fork") else "the process that wakes up beside the threads is forked"


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that has all wake up in a window, while what the trial names goes on.

    Raises CollectorError, NeighbourError, ChildError or KindError where it did not go on as it was to.
    """
    asked = subject.request.parameters
    window, workers = WINDOW[str(asked["collector"])], subject.request.workers
    with ExitStack() as stack:
        outside = stack.enter_context(heart.beside())
        inside = stack.enter_context(heart.threads(workers))
        subject.begins()
        stack.enter_context(collector.switched(str(asked["collector"])))
        speed = stack.enter_context(beside(named(str(asked["while"])), str(asked["where"]), 1))
        collections = stack.enter_context(collector.noted())
        time.sleep(SETTLING[str(asked["collector"])])

        def call(_: Read) -> Call:
            start = time.perf_counter() + SOON
            span = (start, start + window)
            speed()
            inside.ask(span)  # first: to write to another process gives up the GIL
            outside.ask(span)
            wakings = inside.answer()
            done = speed()
            beside_it = [(due, come) for due, come in outside.answer()]
            seen = _seen(span, wakings, beside_it, done, collections)
            return Call(seen.p99, [], seen)

        yield call


def named(kind: str) -> str:
    """Return how neighbours know what goes on: by its own name, or as a function of ours."""
    return kind if kind in KINDS else f"{kinds.__name__}:{kind}"


def _seen(
    window: Span,
    wakings: Sequence[Sequence[Span]],
    outside: Sequence[Span],
    units_per_second: float | None,
    collections: collector.Collections,
) -> Seen:
    own = [heart.pauses(each) for each in wakings]
    others = heart.pauses(outside)
    together = own[0]
    for each in own[1:]:
        together = common(together, each)
    parts = slices(window, SLICES)
    late = sorted(each for one in wakings for each in heart.lateness(one, window[1]))
    late_beside = heart.lateness(outside, window[1])
    return Seen(
        window=window[1] - window[0],
        threads=len(wakings),
        paused=[sum(_within(each, part) for each in own) / len(own) for part in parts],
        everybody=[_within(together, part) for part in parts],
        begun=[sum(part[0] <= due < part[1] for each in own for due, _ in each) / len(own) for part in parts],
        paused_beside=[_within(others, part) for part in parts],
        longest=late[-1],
        longest_beside=late_beside[-1],
        p99=_percentile(late),
        p99_beside=_percentile(late_beside),
        wakings=sum(map(len, wakings)),
        units_per_second=units_per_second,
        **_told(window, own, collections),
    )


def _told(window: Span, own: Sequence[Sequence[Span]], collections: collector.Collections) -> dict[str, Any]:
    """Return what the collector tells of the window, and which part of the pauses is its."""
    reason = collector.silent()
    if reason is not None:
        names = ("collections", "collecting", "longest_collection", "by_collector", "tracked")
        return {**dict.fromkeys(names), "collector_reason": reason}
    inside = [each for each in collections.spans if each[1] > window[0] and each[0] < window[1]]
    clipped = [common(each, [window]) for each in own]
    paused = sum(map(seconds, clipped))
    return {
        "collections": len(inside),
        "collecting": _within(inside, window),
        "longest_collection": longest(inside),
        "by_collector": sum(seconds(common(each, inside)) for each in clipped) / paused if paused else 0.0,
        "tracked": collector.tracked(),
        "collector_reason": None,
    }


def _within(spans: Sequence[Span], window: Span) -> float:
    return seconds(common(spans, [window]))


def _percentile(ordered: Sequence[float]) -> float:
    """Return the 99th, by nearest rank: the least value that 99 of 100 are not above."""
    return ordered[math.ceil(0.99 * len(ordered)) - 1]
