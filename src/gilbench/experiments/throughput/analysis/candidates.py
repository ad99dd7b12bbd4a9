"""What can be said of each way to run a workload: it gains, a gain is ruled out, or nobody knows yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from gilbench import fmt
from gilbench.analysis.evidence import Evidence, at_workers
from gilbench.analysis.ratios import FEWEST_ROUNDS, difference, rounds_to_decide
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.gil import shares_gil
from gilbench.experiments.throughput.analysis.judged import slow_serial
from gilbench.experiments.throughput.analysis.ledger_rows import idle, kept_apart, ruled_out_when_idle
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate

_SENSIBLE_ROUNDS = 100  # beyond it more rounds are no advice: the machine has to become quieter


@dataclass(frozen=True)
class Candidate:
    """One way to run a workload, and what is known of its gain over serial code."""

    summary: Summary
    serial: Summary
    speedup: Estimate  # as measured
    idle: Estimate | None  # on an idle machine, where this one was too busy; of workers who share no GIL
    state: Literal["gains", "gains when idle", "no gain", "open"]
    why: str = ""  # why it is open
    doubted: bool = False  # it is open because its trial, or the serial one, is in doubt

    @property
    def gain(self) -> Estimate:
        """What it gains, as far as it is known: as measured, or on an idle machine."""
        return self.idle if self.state == "gains when idle" and self.idle is not None else self.speedup

    @property
    def called(self) -> str:
        """Its name in Python; with the start method only where that is not the interpreter's own."""
        way = self.summary.strategy
        return way.in_words if self.foreign else way.called

    @property
    def threaded(self) -> bool:
        """Whether its items run in threads of one interpreter; an event loop may hand them to such threads."""
        way = self.summary.strategy
        return way.family == "threads" or (way.family == "asyncio" and not way.runs_async)

    @property
    def foreign(self) -> bool:
        """Whether its start method is not the one that its interpreter uses by itself."""
        method = self.summary.trial.start_method
        return method is not None and method != self.summary.target.facts.default_start_method


def candidates(evidence: Evidence, target: Target, workload: str, told: Told | None) -> list[Candidate]:
    """Return what is known of every way that gave results beside serial code at the target's worker count.

    `told` is what a sentence of the verdict says of its class, None where none does: it may know more than the clock,
    as from the ledger. What changes data that others must see is no work for workers with copies of it.
    """
    threads_lose = told is not None and told.of(workload) is False
    found = _judged(evidence, _measured(evidence, target, workload))
    return [replace(each, state="no gain", why="") if threads_lose and each.threaded else each for each in found]


def changes_shared_state(workload: WorkloadInfo) -> bool:
    """Return whether a workload is about changing what all its workers see."""
    return workload.data == "write_shared"


def _measured(evidence: Evidence, target: Target, workload: str) -> list[Summary]:
    return [
        each
        for each in at_workers(evidence.about(target.id, workload), evidence.workers(target.id))
        if each.state == "ok"
        and each.trial.id in evidence.speedups
        and (each.strategy.shares_memory or not changes_shared_state(each.workload))
    ]


def _judged(evidence: Evidence, summaries: Iterable[Summary]) -> Iterator[Candidate]:
    for summary in summaries:
        serial = evidence.baseline(summary)
        if serial is not None:
            yield _judge(evidence, summary, serial)


def _judge(evidence: Evidence, summary: Summary, serial: Summary) -> Candidate:
    speedup = evidence.speedups[summary.trial.id]
    if why := _doubt(summary, serial):
        return Candidate(summary, serial, speedup, None, "open", why, doubted=True)
    if speedup.rounds < FEWEST_ROUNDS:
        few = f"{fmt.plural(speedup.rounds, 'round')}: it takes {FEWEST_ROUNDS} to tell"
        return Candidate(summary, serial, speedup, None, "open", few)
    if slow := slow_serial(evidence, summary, speedup):
        return Candidate(summary, serial, speedup, None, "open", slow, doubted=True)
    if difference(speedup, evidence.standard) == "faster":
        return Candidate(summary, serial, speedup, None, "gains")
    return _without_a_gain_by_the_wall(evidence, summary, serial, speedup)


def _without_a_gain_by_the_wall(evidence: Evidence, summary: Summary, serial: Summary, speedup: Estimate) -> Candidate:
    """Judge by the ledger where workers waited for CPUs that others had: then the wall rules nothing out."""
    too_many = summary.trial.workers > evidence.manifest.usable_cpus  # then they wait for each other
    if not kept_apart(summary) or too_many:
        ruled_out = speedup.high is not None and speedup.high <= 1 + evidence.standard.margin
        open_because = "" if ruled_out else _too_wide(speedup)
        return Candidate(summary, serial, speedup, None, "no gain" if ruled_out else "open", open_because)
    when_idle = idle(evidence, summary)
    if when_idle is not None and when_idle.rounds >= FEWEST_ROUNDS:
        if not shares_gil(summary) and difference(when_idle, evidence.standard) == "faster":
            return Candidate(summary, serial, speedup, when_idle, "gains when idle")
        if ruled_out_when_idle(evidence, summary, when_idle):
            return Candidate(summary, serial, speedup, None, "no gain")
    busy = f"this machine was busy: {fmt.share(summary.side.ready)} of its workers' time no CPU was free"
    return Candidate(summary, serial, speedup, None, "open", busy)


def _doubt(summary: Summary, serial: Summary) -> str:
    if summary.every_doubt:
        return f"in doubt: {summary.every_doubt[0]}"
    return f"its serial code is in doubt: {serial.every_doubt[0]}" if serial.every_doubt else ""


def _too_wide(speedup: Estimate) -> str:
    return f"too wide an interval after {fmt.plural(speedup.rounds, 'round')}{more_rounds(speedup)}"


def more_rounds(estimate: Estimate) -> str:
    """Return how many rounds would tell, to be added to a reason; empty where more rounds are no advice."""
    needed = rounds_to_decide(estimate)
    return f"; about {needed} rounds would narrow it enough" if needed and needed <= _SENSIBLE_ROUNDS else ""
