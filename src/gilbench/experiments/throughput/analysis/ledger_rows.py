"""The time ledger of every trial, with what held its workers back in words."""

from dataclasses import dataclass

from gilbench import fmt
from gilbench.analysis.evidence import SERIAL, Evidence, at_workers
from gilbench.analysis.ledger import replaced
from gilbench.analysis.own_threads import in_words
from gilbench.analysis.summary import Summary
from gilbench.analysis.turns import waited_for_last
from gilbench.experiments.throughput.analysis.cpu_time import cpu_against_serial
from gilbench.experiments.throughput.analysis.gil import held_share, shares_gil
from gilbench.experiments.throughput.analysis.idle import idle_speedup
from gilbench.inside.registry import UNKNOWN
from gilbench.interpreters.target import Target
from gilbench.model import Estimate
from gilbench.plan.classes import by_family, place, workload_class

WORTH_SAYING = 0.1  # share of the time


@dataclass(frozen=True)
class LedgerRow:
    """What the time of one trial's workers went on: shares of it, medians over the rounds."""

    workload: str
    workload_class: str
    strategy: str  # label
    family: str
    workers: int
    target: str
    running: float | None  # on a CPU; None, as the other two, where the work has threads of its own
    ready: float | None  # it could have run, but no CPU was free; None where the platform cannot tell
    blocked: float | None  # all else
    wait: float | None  # seconds that a worker was blocked, on average
    parallelism: float | None  # CPUs busy on average
    cpu: Estimate | None  # CPU time of an item ÷ that of serial code; None for serial code and where it says nothing
    held: Estimate | None  # share of its CPU time in which the work keeps the GIL; on the rows of serial code
    speedup: Estimate | None  # as measured
    idle: Estimate | None  # as it would have been had nothing else run
    says: str  # what held it back, in words, or why that cannot be told; empty if nothing did
    of_warm_up: bool  # read in the warm-up, since reading it in values would have cost too much
    called: str  # the strategy as a person reads it
    waits: bool = False  # whether its work does nothing but wait


def ledger_rows(evidence: Evidence, target: Target) -> list[LedgerRow]:
    """Return a row for serial code and for every strategy at the target's worker count, where a ledger was read."""
    summaries = [each for each in evidence.on(target.id) if each.trial.strategy == SERIAL]
    summaries += at_workers(evidence.on(target.id), evidence.workers(target.id))
    rows = [_row(evidence, each) for each in summaries if _has_row(each)]
    order = by_family(target.catalogue.workloads)
    return sorted(rows, key=lambda row: (place(row.workload_class), order[row.workload], row.strategy != SERIAL))


def idle(evidence: Evidence, summary: Summary) -> Estimate | None:
    """Return the idle-machine speed-up of a trial; None for serial code and where the ledger does not tell.

    It does not where workers without a GIL share what they work on, and a busy machine kept them apart: how much more
    an item costs where they run at the same time was then not seen.
    """
    return None if _never_met(summary) else idle_at_most(evidence, summary)


def idle_at_most(evidence: Evidence, summary: Summary) -> Estimate | None:
    """Return the idle-machine speed-up if items cost no more than they did; None where the ledger does not tell.

    It does not where workers were replaced: that they had to be started is in nobody's time.
    """
    serial = evidence.baseline(summary)
    if serial is None or serial is summary or summary.side.ready is None or serial.side.ready is None:
        return None
    if any(replaced(each, summary.trial.workers) for each in summary.ledger.values()):
        return None
    return idle_speedup(serial, summary, held_share(evidence, summary), evidence.manifest.usable_cpus)


def kept_apart(summary: Summary) -> bool:
    """Return whether workers had to wait for a CPU for so much of their time that they seldom ran at the same time."""
    return summary.side.ready is not None and summary.side.ready >= WORTH_SAYING


def _never_met(summary: Summary) -> bool:
    shared = summary.workload.data != "private" and summary.strategy.shares_memory
    return shared and not shares_gil(summary) and kept_apart(summary)


def ruled_out_when_idle(evidence: Evidence, summary: Summary, idle: Estimate) -> bool:
    """Return whether this idle-machine speed-up leaves no gain.

    That of workers who share a GIL is bounded by 1 / held share: nothing is ruled out unless the share was measured,
    and it may be as low as its interval reaches.
    """
    if idle.high is None:
        return False
    highest = idle.high
    if shares_gil(summary):
        held = evidence.figure("held_share", summary.trial.target, summary.trial.workload)
        if held is None or not held.low:
            return False
        highest *= held.value / held.low
    return highest <= 1 + evidence.standard.margin


def held_back(evidence: Evidence, summary: Summary) -> str:
    """Return what the workers waited for, the longest first, as far as it is worth saying; empty if nothing."""
    side = summary.side
    found = []
    if side.ready is not None and kept_apart(summary):
        found.append((side.ready, _without_cpu(summary, evidence.manifest.usable_cpus)))
    if side.blocked is not None and side.blocked >= WORTH_SAYING:
        found.append((side.blocked, _blocked_on(summary)))
    if side.ready is None and side.running is not None and 1 - side.running >= WORTH_SAYING:
        found.append((1 - side.running, "no CPU was free or blocked: this platform cannot part them"))
    ordered = sorted(found, reverse=True)
    shares = fmt.percents(*(100 * share for share, _ in ordered)) if ordered else []
    said = [f"{share} % of the time {words}" for share, (_, words) in zip(shares, ordered, strict=True)]
    return "; ".join([*_no_item_left(summary), *said])


def _no_item_left(summary: Summary) -> list[str]:
    """Say that workers had nothing to do at the end, where items differ: that time is no part of the other shares."""
    if not waited_for_last(summary.idle):
        return []
    return [f"for {fmt.share(summary.idle)} of their time workers had no item left and waited for the last"]


def _without_cpu(summary: Summary, usable_cpus: int) -> str:
    """Say that no CPU was free, and where the workers themselves are too many for that, say so."""
    workers = summary.trial.workers
    return "no CPU was free" + (f" for {fmt.crew(workers, 'worker', usable_cpus)}" if workers > usable_cpus else "")


def _blocked_on(summary: Summary) -> str:
    """Say what workers waited for: where nobody says what their work does, beside what serial code waits."""
    if summary.workload.kind != UNKNOWN and summary.nature != "computes":
        return "waited, as this work does"
    if summary.trial.workers == 1:
        return "blocked"
    alone = "" if summary.busy is None else f"as serial code does for {fmt.share(1 - summary.busy)} of its time"
    if summary.nature == "waits":
        return f"waited, {alone}"
    by_others = "waited for the GIL or a lock" if shares_gil(summary) else "waited for a lock"
    return f"{by_others}, or {alone}" if alone and summary.nature == "both" else by_others


def _has_row(summary: Summary) -> bool:
    return summary.side.running is not None or summary.own_threads is not None


def _row(evidence: Evidence, summary: Summary) -> LedgerRow:
    trial, side, own = summary.trial, summary.side, summary.own_threads
    with_held = trial.strategy == SERIAL and own is None  # a held share is that of one thread
    return LedgerRow(
        workload=summary.workload.name,
        workload_class=workload_class(summary.workload),
        strategy=trial.strategy_label,
        family=summary.strategy.family,
        workers=trial.workers,
        target=trial.target,
        running=side.running,
        ready=side.ready,
        blocked=side.blocked,
        wait=side.wait,
        parallelism=side.parallelism,
        cpu=cpu_against_serial(evidence, summary),
        held=evidence.figure("held_share", trial.target, trial.workload) if with_held else None,
        speedup=None if trial.strategy == SERIAL else evidence.speedups.get(trial.id),
        idle=idle(evidence, summary),
        says=held_back(evidence, summary) if own is None else in_words(own),
        of_warm_up=summary.ledger_of_warm_up and own is None,
        called=summary.strategy_in_words,
        waits=summary.nature == "waits",
    )
