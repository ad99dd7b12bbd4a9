"""How much of what the hardware offers the threads leave unused: the GIL gap."""

from dataclasses import dataclass

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import FEWEST_ROUNDS, difference, ratio
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.ceiling import hardware_ceiling
from gilbench.experiments.throughput.analysis.gil import needs_gil
from gilbench.experiments.throughput.analysis.heat_map import workloads_in_order
from gilbench.experiments.throughput.core import THREADS
from gilbench.fmt import crew, percents, ratio_interval
from gilbench.interpreters.target import Target
from gilbench.model import Estimate
from gilbench.plan.classes import workload_class


@dataclass(frozen=True)
class GilGap:
    """What threads leave unused of what the hardware offers the same work: 1 - S(threads) ÷ S(ceiling)."""

    workload: str
    workload_class: str
    target: str
    crew: str  # the workers in words
    threads: Estimate | None  # speed-up against serial
    ceiling: Estimate | None  # the same of warm processes
    ceiling_strategy: str  # as a person reads it
    gap: Estimate | None  # share; negative where threads beat processes
    says: str  # the gap in words; empty without one
    reason: str  # why there is no gap; empty with one
    undecided: bool = False  # whether nobody can tell if there is one


def gil_gaps(evidence: Evidence, target: Target) -> list[GilGap]:
    """Return a row for every workload that was planned in threads and in warm processes, at the target's worker count.

    Without waiting work, which overlaps in threads and processes alike whatever the GIL does.
    """
    workers = evidence.workers(target.id)
    if workers == 1:
        return []
    rows = []
    for info in workloads_in_order(evidence, target):
        threads = evidence.find(target.id, info.name, THREADS, workers)
        ceiling = hardware_ceiling(evidence, target.id, info.name, workers)
        if threads is not None and ceiling is not None and threads.nature != "waits":
            rows.append(_row(evidence, threads, ceiling))
    return rows


def gap_of(evidence: Evidence, threads: Summary) -> Estimate | None:
    """Return the gap of a trial in threads at its target's worker count; None for others, and where there is none."""
    trial = threads.trial
    if trial.strategy != THREADS or trial.workers != evidence.workers(trial.target):
        return None
    ceiling = hardware_ceiling(evidence, trial.target, trial.workload or "", trial.workers)
    if ceiling is None or trial.workers == 1 or threads.nature == "waits":
        return None
    return _row(evidence, threads, ceiling).gap


def gap(threads_to_ceiling: Estimate) -> Estimate:
    """Return 1 - T(ceiling) ÷ T(threads), which is 1 - S(threads) ÷ S(ceiling), from T(threads) ÷ T(ceiling).

    0 is nothing left unused, 0.5 is half of it, negative is better than the ceiling.
    """
    low, high = threads_to_ceiling.low, threads_to_ceiling.high
    return Estimate(
        1 - 1 / threads_to_ceiling.value,
        None if low is None else 1 - 1 / low,
        None if high is None else 1 - 1 / high,
        threads_to_ceiling.rounds,
    )


def _row(evidence: Evidence, threads: Summary, ceiling: Summary) -> GilGap:
    reason = _why_not(evidence, threads, ceiling)
    between = None if reason else ratio(threads.rounds, ceiling.rounds)  # what hit a round hit both sides of it
    return GilGap(
        workload=threads.workload.name,
        workload_class=workload_class(threads.workload),
        target=threads.trial.target,
        crew=crew(threads.trial.workers, "worker", evidence.manifest.usable_cpus),
        threads=evidence.speedups.get(threads.trial.id),
        ceiling=evidence.speedups.get(ceiling.trial.id),
        ceiling_strategy=ceiling.strategy_in_words,
        gap=None if between is None else gap(between),
        says="" if between is None else _in_words(evidence, between, threads),
        reason=reason,
        undecided=between is not None and difference(between, evidence.standard) == "undecided",
    )


def _why_not(evidence: Evidence, threads: Summary, ceiling: Summary) -> str:
    """Return why there is no gap to speak of; empty if there is one."""
    serial = evidence.baseline(threads)
    if serial is None:
        return "serial code was not measured"
    for each in (serial, threads, ceiling):
        if each.state != "ok":
            return f"{each.strategy_in_words}: {each.state}: {each.reason}"
        if each.objections:
            return f"{each.strategy_in_words}: {', '.join(each.objections)}"
    if len(serial.rounds.keys() & threads.rounds.keys() & ceiling.rounds.keys()) < FEWEST_ROUNDS:
        return f"fewer than {FEWEST_ROUNDS} rounds with serial code, threads and processes"
    offered = evidence.speedups[ceiling.trial.id]
    headroom = difference(offered, evidence.standard)
    if headroom == "faster":
        return ""
    clear = "clear " if headroom == "undecided" else ""
    return f"no {clear}headroom on this machine: processes reach {ratio_interval(offered)}"


def _in_words(evidence: Evidence, threads_to_ceiling: Estimate, threads: Summary) -> str:
    """Say what a gap means; only where work holds a GIL that is there, the GIL is to blame for it."""
    ceiling_is = difference(threads_to_ceiling, evidence.standard)
    (size,) = percents(100 * abs(gap(threads_to_ceiling).value))
    if ceiling_is == "same":
        return "threads reach what processes reach"
    if ceiling_is == "slower":
        return f"threads reach {size} % more than processes"
    if ceiling_is == "undecided":
        return "undecided: the interval is too wide to tell"
    if needs_gil(evidence, threads):
        return f"the GIL costs {size} % of what the hardware offers"
    return f"threads fall {size} % short of what the hardware offers"
