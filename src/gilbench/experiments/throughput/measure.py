"""Throughput: a fixed amount of work on a warm pool, timed from handing it over to having all results."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Callable

from gilbench.experiments.throughput.records import Seen
from gilbench.inside import ledger, opening, warmth
from gilbench.inside.checking import Standard
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read, Reading
from gilbench.inside.opening import opened
from gilbench.inside.overlap import overlap, start_skew
from gilbench.inside.registry import Strategy, Workload
from gilbench.inside.schema import WorkerTime
from gilbench.inside.spent import process_used, total, used, worker_times
from gilbench.inside.stamps import Stamp, stamped, stamped_async


def missing() -> str | None:
    """Return None: it can be measured in every interpreter."""
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that does the work once and times it; all it needs is made, and proven warm, around it.

    A call raises WrongResultError if its results are not the expected ones, CannotCompareError if nobody can tell, and
    whatever the workload or the strategy
    raises.
    """
    request, workload, strategy = subject.request, subject.of_workload, subject.of_strategy
    with opening.resource(workload) as resource, opened(strategy, request.workers, request.start_method) as run:
        size = workload.sizes[request.size]
        subject.begins()
        standard = Standard(workload, request.size, resource)
        work = partial(_task(workload, strategy, resource, ledger.full), size)
        place = os.path.dirname(request.metrics_file)  # noqa: PTH120  pathlib would be imported for us alone
        warm = warmth.prove(run, request.workers, work, place, runs_async=strategy.runs_async)
        standard.require([result for result, _ in warm], request.workers)
        items = [size] * request.items

        def timed(read: Read) -> Call:
            task = _task(workload, strategy, resource, read)
            gc.collect()
            before = read()
            start = time.perf_counter()
            outcome = run(task, items)
            seconds = time.perf_counter() - start
            after = read()
            standard.require([result for result, _ in outcome], request.items)
            stamps = [stamp for _, stamp in outcome]
            if strategy.runs_async:  # its tasks share the thread that this code runs in
                times, in_processes = [used(seconds, before, after)], process_used([(os.getpid(), before, after)])
            else:
                times, in_processes = worker_times(stamps), process_used(map(_read, stamps))
            return Call(seconds, times, seen(stamps, request.workers, times, in_processes))

        yield timed


def seen(
    stamps: Sequence[Stamp], workers: int, times: Sequence[WorkerTime], process_seconds: float | None = None
) -> Seen:
    """Return the side metrics of one call from the stamps of its items; `times` is what each worker used.

    `process_seconds` is the CPU time of the workers' processes.
    """
    return Seen(
        cpu_seconds=sum(each.running for each in times),
        voluntary=total(each.voluntary for each in times),
        involuntary=total(each.involuntary for each in times),
        overlap=overlap(stamps, workers),
        start_skew=start_skew(stamps, workers),
        process_seconds=process_seconds,
    )


def _read(stamp: Stamp) -> tuple[int, Reading | None, Reading | None]:
    return stamp.worker[0], stamp.before, stamp.after


def _task(workload: Workload, strategy: Strategy, resource: tuple[Any, ...], read: Read) -> Callable[[Any], Any]:
    if not strategy.runs_async:
        return partial(stamped, read, workload.function, resource)
    if workload.async_twin is None:
        raise TypeError(f"{workload.name} has no async twin")
    return partial(stamped_async, workload.async_twin, resource)
