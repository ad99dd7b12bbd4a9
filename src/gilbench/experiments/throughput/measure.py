"""Throughput: a fixed amount of work on a warm pool, timed from handing it over to having all results."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Callable, NamedTuple

from gilbench.experiments.throughput.records import Seen
from gilbench.inside import ledger, opening, warmth
from gilbench.inside.checking import Standard
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.items import listed, repeated
from gilbench.inside.ledger import Read, Reading
from gilbench.inside.opening import opened
from gilbench.inside.overlap import overlap, start_skew
from gilbench.inside.registry import Strategy, Workload
from gilbench.inside.schema import WorkerTime
from gilbench.inside.spent import process_used, total, used, worker_times
from gilbench.inside.stamps import Stamp, stamped, stamped_async
from gilbench.inside.weighing import weigh


class _Results(NamedTuple):
    """What is known of the results that warmed the workers, of which none is kept."""

    largest: int | None = None  # bytes
    stays: str | None = None  # why one of them cannot be pickled


_NOTHING_KNOWN = _Results()


def missing() -> str | None:
    """Return None: it can be measured in every interpreter."""
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that does the work once and times it; all it needs is made, and proven warm, around it.

    A call raises WrongResultError if its results are not the expected ones, CannotCompareError if nobody can tell, and
    whatever the workload or the strategy raises. Of items that differ a value has whole lists.
    """
    request, workload, strategy = subject.request, subject.of_workload, subject.of_strategy
    ledger.full()  # imports what it takes: a pool that forks in the midst of an import has workers that wait for ever
    with opening.resource(workload) as resource, opened(strategy, request.workers, request.start_method) as run:
        once = listed(workload, request.size, resource, request.listed)
        items = repeated(once, request.items)
        subject.begins()
        standard = Standard(workload, request.size, resource, once)
        work = partial(_task(workload, strategy, resource, ledger.full), once[0])
        warm = _warmed(subject, run, work, standard)

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
            return Call(seconds, times, seen(stamps, request.workers, times, in_processes, warm))

        yield timed


def _warmed(subject: Subject, run: Callable[..., Any], work: Callable[[], Any], standard: Standard) -> _Results:
    """Have every worker do an item; return what is known of their results.

    Whether these can be pickled is asked of serial code alone, before any other process has to try, and only where
    nobody has stated what they are.
    """
    request = subject.request
    place = os.path.dirname(request.metrics_file)  # noqa: PTH120  pathlib would be imported for us alone
    warm = warmth.prove(run, request.workers, work, place, runs_async=subject.of_strategy.runs_async)
    results = [result for result, _ in warm]
    standard.require_first(results, request.workers)
    asked = results[:1] if subject.of_strategy.family == "serial" and subject.of_workload.expect is None else []
    return _Results(max(map(weigh, results)), next(map(_refusal, asked), None))


def _refusal(result: Any) -> str | None:
    from gilbench.inside import pickling  # noqa: PLC0415  few trials have use for it

    return pickling.refusal(result)


def seen(
    stamps: Sequence[Stamp],
    workers: int,
    times: Sequence[WorkerTime],
    process_seconds: float | None = None,
    warm: _Results = _NOTHING_KNOWN,
) -> Seen:
    """Return the side metrics of one call from the stamps of its items; `times` is what each worker used.

    `process_seconds` is the CPU time of the workers' processes, `warm` what is known of their results.
    """
    return Seen(
        cpu_seconds=sum(each.running for each in times),
        voluntary=total(each.voluntary for each in times),
        involuntary=total(each.involuntary for each in times),
        overlap=overlap(stamps, workers),
        start_skew=start_skew(stamps, workers),
        process_seconds=process_seconds,
        result_bytes=warm.largest,
        result_stays=warm.stays,
    )


def _read(stamp: Stamp) -> tuple[int, Reading | None, Reading | None]:
    return stamp.worker[0], stamp.before, stamp.after


def _task(workload: Workload, strategy: Strategy, resource: tuple[Any, ...], read: Read) -> Callable[[Any], Any]:
    if not strategy.runs_async:
        return partial(stamped, read, workload.function, resource)
    if workload.async_twin is None:
        raise TypeError(f"{workload.name} has no async twin")
    return partial(stamped_async, workload.async_twin, resource)
