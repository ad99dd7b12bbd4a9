"""Queues: producers put numbered items for a fixed time, consumers take them all, and every item is looked for.

Workers are threads or processes, each on a CPU of its own where there are enough. They are started once, go through
windows in which all begin together, and are joined at the end; the first windows warm them and are not told of. What
was taken is compared with what was put when all windows are over. With one producer and one consumer, windows of round
trips between two channels follow: a hand-over to one who waits is half of one.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Callable

from gilbench.experiments.queues.measure.channels import Channel, opener
from gilbench.experiments.queues.measure.counting import counted
from gilbench.experiments.queues.measure.workers import PATIENCE, Exchange, Lane, Swap, Told, work
from gilbench.experiments.queues.records import BOUND, OF_PROCESSES, REPEATS, UNBOUNDED_ONLY, Flow, Seen
from gilbench.inside.at_once import at_once
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

# Seconds for which producers put, without a bound and with one. Without one threads put for two switch intervals and
# longer; processes for less, since consumers are busy long after producers have ended.
OF_THREAD, OF_PROCESS = (0.0105, 0.003), (0.001, 0.002)
TRIPS, TRIPPING = 200, 0.01  # round trips in a window, and its seconds at most
WARM, WARM_JIT = 1, 2  # windows


def missing() -> str | None:
    """Return why it cannot be measured in this interpreter; None if it can."""
    if not hasattr(time, "thread_time"):
        return "this platform does not tell the CPU time of a thread"
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that hands items over through the channel of the trial.

    A call raises UnknownChannelError for a name that is none, WrongResultError if something came that nobody put,
    WorkerLostError if a process was lost, LateError if workers waited too long for each other, RuntimeError if a
    thread cannot be started, and whatever a channel raises.
    """
    request = subject.request
    name, pairs = str(request.parameters["channel"]), request.workers // 2
    subject.begins()

    def call(_: Read) -> Call:
        gc.collect()
        seen = _seen(name, pairs)
        return Call(statistics.median(seen.flows[0].seconds), [], seen)

    yield call


class LateError(RuntimeError):
    """Workers waited for each other for too long."""


def _seen(name: str, pairs: int) -> Seen:
    bounds = [None] if name in UNBOUNDED_ONLY else [None, BOUND]
    warm = WARM_JIT if sys.implementation.name == "pypy" else WARM
    told = (_of_processes if name in OF_PROCESSES else _of_threads)(name, bounds, pairs, warm + REPEATS)
    if any(len(each.turns) < warm + REPEATS for each in told):
        raise LateError(f"workers did not come together within {PATIENCE:g} s")
    flows = [_flow(bound, place, [each.turns[warm:] for each in told], pairs) for place, bound in enumerate(bounds)]
    halves = [each for each in told[0].halves[warm:] if each]
    return Seen(flows, [statistics.median(each) for each in halves], [_tail(each) for each in halves])


def _of_threads(name: str, bounds: Sequence[int | None], pairs: int, repeats: int) -> list[Told]:
    import threading  # noqa: PLC0415  targets are described without it

    opened = opener(name)
    lanes = [Lane(opened(bound), OF_THREAD[bound is not None]) for bound in bounds]
    exchange = Exchange(
        lanes, _swap(opened, pairs), threading.Barrier(2 * pairs), pairs, repeats, time.thread_time, flush=False
    )
    return at_once([partial(_ready, exchange, place) for place in range(2 * pairs)])


def _ready(exchange: Exchange, place: int) -> Callable[[float], Told]:
    return lambda _: work(exchange, place)


def _of_processes(name: str, bounds: Sequence[int | None], pairs: int, repeats: int) -> list[Told]:
    from gilbench.experiments.queues.measure.processes import context, together  # noqa: PLC0415  threads are spared it

    opened = opener(name)
    lanes = [Lane(opened(bound), OF_PROCESS[bound is not None]) for bound in bounds]
    swap = _swap(opened, pairs)
    alike = context()
    exchange = Exchange(lanes, swap, alike.Barrier(2 * pairs), pairs, repeats, time.process_time, flush=True)
    try:
        return together(alike, [partial(work, exchange, place) for place in range(2 * pairs)])
    finally:
        for each in (*(lane.channel for lane in lanes), *(swap[:2] if swap else ())):
            _close(each)


def _close(channel: Any) -> None:
    channel.close()


def _swap(opened: Callable[[int | None], Channel], pairs: int) -> Swap | None:
    return Swap(opened(None), opened(None), TRIPS, TRIPPING) if pairs == 1 else None


def _flow(bound: int | None, lane: int, turns: Sequence[Any], pairs: int) -> Flow:
    """Return what all workers did in one lane, repeat by repeat."""
    windows = [[of_worker[lane] for of_worker in repeat] for repeat in zip(*turns)]
    counts = [counted([each.put for each in one[:pairs]], [each.taken for each in one[pairs:]]) for one in windows]
    return Flow(
        bound,
        [sum(each.put for each in one) for one in windows],
        [max(each.end for each in one) - min(each.start for each in one) for one in windows],
        [sum(each.cpu for each in one) for one in windows],
        sum(each.lost for each in counts),
        sum(each.twice for each in counts),
        sum(each.disordered for each in counts),
    )


def _tail(values: Sequence[float]) -> float:
    """Return the 99th percentile: the smallest that so many do not exceed."""
    return sorted(values)[-(-99 * len(values) // 100) - 1]
