"""What it costs threads to share objects: CPU time of an item, beyond what as many workers take that share nothing.

Serial code alone would not do to hold it against. While the GIL is handed over an item takes a little more CPU time,
and on CPUs that are two halves of a core a good deal more, whatever the threads share.
"""

from dataclasses import dataclass
from typing import Literal

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import FEWEST_ROUNDS, Standard, difference, ratio
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.ceiling import hardware_ceiling
from gilbench.experiments.throughput.analysis.cpu_time import cpu_against_serial
from gilbench.experiments.throughput.analysis.gil import shares_gil
from gilbench.experiments.throughput.analysis.ledger_rows import kept_apart
from gilbench.model import Estimate
from gilbench.plan.classes import PURE_PYTHON

Judgement = Literal["costs", "free", "apart", "undecided", "unknown"]


@dataclass(frozen=True)
class Price:
    """CPU time of an item of threads that share objects."""

    cost: Estimate  # against serial code
    control: Summary | None  # the trial whose workers share nothing; None without a sound one
    alone: Estimate | None  # the same of the control
    beyond: Estimate | None  # cost ÷ that of the control, in the same rounds
    judgement: Judgement  # "unknown": nothing to hold a cost against; "apart": they seldom ran at the same time


def price(evidence: Evidence, threads: Summary) -> Price | None:
    """Return what sharing costs a trial in threads; None where its CPU time says nothing, or too few rounds do.

    It *costs* if an item clearly takes more CPU time than in serial code, and clearly more against serial code than
    that of the control. It is *free* if either is ruled out: if the whole interval is below the margin. Threads that a
    busy machine kept apart could not disturb each other: that they did not is no sign that sharing is free.
    """
    cost = cpu_against_serial(evidence, threads)
    if cost is None or cost.rounds < FEWEST_ROUNDS:
        return None
    control = _control(evidence, threads)
    alone = None if control is None else cpu_against_serial(evidence, control)
    beyond = None if control is None else ratio(_by_round(evidence, threads), _by_round(evidence, control))
    judgement = _judge(cost, beyond, evidence.standard)
    hidden = judgement == "free" and kept_apart(threads) and not shares_gil(threads)
    return Price(cost, control, alone, beyond, "apart" if hidden else judgement)


def _judge(cost: Estimate, beyond: Estimate | None, standard: Standard) -> Judgement:
    if _ruled_out(cost, standard) or (beyond is not None and _ruled_out(beyond, standard)):
        return "free"
    if beyond is None or beyond.rounds < FEWEST_ROUNDS:
        return "unknown"
    clear = all(difference(each, standard) == "faster" for each in (cost, beyond))  # what it is held against is
    return "costs" if clear else "undecided"


def _ruled_out(more: Estimate, standard: Standard) -> bool:
    return more.high is not None and more.high <= 1 + standard.margin


def _control(evidence: Evidence, threads: Summary) -> Summary | None:
    """Return the sound trial to hold it against: private work in as many threads, else the same work in processes.

    Processes hand over no GIL. Where the threads do, they would be blamed for that as well.
    """
    trial = threads.trial
    lead = evidence.leads(threads.target).get(PURE_PYTHON)
    private = None if lead is None else evidence.find(trial.target, lead.name, trial.strategy_label, trial.workers)
    if private is not None and _tells(evidence, private):
        return private
    processes = hardware_ceiling(evidence, trial.target, threads.workload.name, trial.workers)
    if processes is None or shares_gil(threads) or not _tells(evidence, processes):
        return None
    return processes


def _tells(evidence: Evidence, summary: Summary) -> bool:
    return summary.sound and not summary.objections and cpu_against_serial(evidence, summary) is not None


def _by_round(evidence: Evidence, summary: Summary) -> dict[int, float]:
    """Return CPU time of an item ÷ that of serial code, round by round."""
    serial = evidence.baseline(summary)
    if serial is None:
        return {}
    return {number: summary.cpu[number] / serial.cpu[number] for number in summary.cpu.keys() & serial.cpu.keys()}
