"""Work that has threads of its own: BLAS, OpenMP, rayon, or a workload that starts threads.

The time ledger reads the thread that calls the work. If others do it, that thread waits, and its time says nothing:
neither what the GIL nor what the machine held back. The CPU time of the whole process knows better. In serial code one
thread does everything else, so that both are the same but for some 0.1 ms a value. It decides for every strategy:
nothing of a strategy's own, such as pickling or handing out, can look there like a thread of the work.
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gilbench import fmt
from gilbench.analysis.frame import SideMetrics
from gilbench.inside.own_threads import exceeds
from gilbench.plan.trial import SERIAL, Work
from gilbench.store.records import Outcome, StoredCall, StoredRun


def busy_in_serial_code(run: StoredRun) -> Mapping[Work, float]:
    """Return how many CPUs serial code kept busy, by its work, for all work that has threads of its own.

    It has if the process took clearly more CPU time than the worker in most rounds of the serial trial. Where the CPU
    time of the process was not read, or serial code not measured, nobody knows of any.
    """
    serial = {each.id: each.work for each in run.manifest.plan.trials if each.strategy == SERIAL}
    rounds: dict[Work, list[Outcome]] = {}
    for record in run.records:
        if record.trial in serial and record.outcome.state == "ok":
            rounds.setdefault(serial[record.trial], []).append(record.outcome)
    return {work: _busy(outcomes) for work, outcomes in rounds.items() if _has_own_threads(outcomes)}


def counted(side: SideMetrics) -> SideMetrics:
    """Return what can be said of a trial of such work: all CPU time, and nothing of what a worker's own thread did."""
    return replace(
        side,
        cpu_seconds=side.process_seconds,
        cpu_per_wall=side.process_per_wall,
        parallelism=side.process_per_wall,
        voluntary=None,
        involuntary=None,
        running=None,
        ready=None,
        blocked=None,
        wait=None,
    )


def cpu_by_round(outcomes: Mapping[int, Outcome], own_threads: float | None) -> dict[int, float]:
    """Return the CPU seconds of a value by round: the workers', or their processes' if the work has its own threads.

    A round where it is not known, or is nothing, is absent: a ratio cannot be made of it.
    """
    figure = _of_worker if own_threads is None else _of_process
    return {number: seconds for number, each in sorted(outcomes.items()) if (seconds := _median(each, figure))}


def at_work(call: StoredCall) -> bool:
    """Return whether threads of the work's own were seen in one value of serial code."""
    return _more(_of_process(call), _of_worker(call))


def in_words(cpus: float) -> str:
    """Say that work has threads of its own, which together keep so many CPUs busy in serial code."""
    return f"this work has threads of its own: {fmt.quantity(cpus, 'CPUs')} busy in serial code"


def _has_own_threads(outcomes: Sequence[Outcome]) -> bool:
    return 2 * sum(map(_exceeds, outcomes)) > len(outcomes)


def _exceeds(outcome: Outcome) -> bool:
    """Return whether, in this round, the process took more CPU time than the worker by more than could be an error."""
    return _more(_median(outcome, _of_process), _median(outcome, _of_worker))


def _more(process: float | None, worker: float | None) -> bool:
    return process is not None and worker is not None and exceeds(process, worker)


def _busy(outcomes: Sequence[Outcome]) -> float:
    return statistics.median(cpus for each in outcomes if (cpus := _median(each, _cpus)) is not None)


def _median(outcome: Outcome, figure: Callable[[StoredCall], float | None]) -> float | None:
    """Return the median of a figure over the values of a round; None without one that tells."""
    known = [value for call in outcome.calls if (value := figure(call)) is not None]
    return statistics.median(known) if known else None


def _of_process(call: StoredCall) -> float | None:
    return call.seen.get("process_seconds")


def _of_worker(call: StoredCall) -> float | None:
    return call.seen.get("cpu_seconds")


def _cpus(call: StoredCall) -> float | None:
    seconds = _of_process(call)
    return None if seconds is None else seconds / call.seconds
