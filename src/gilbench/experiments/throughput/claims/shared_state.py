"""Threads are slower than serial code on state that they share: a claim for reading it, and one for writing it."""

from functools import partial

from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import difference
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.cpu_time import costs_more
from gilbench.experiments.throughput.analysis.ledger_rows import held_back, idle_at_most, kept_apart
from gilbench.experiments.throughput.analysis.sharing import price
from gilbench.experiments.throughput.claims.case import THREAD, Case
from gilbench.fmt import factor, measured, share, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import SHARED_READ, SHARED_WRITTEN

_READ, _WRITTEN = "reading-shared-slower", "writing-shared-slower"


def _slower(claim: str, workload_class: str, use: str, evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    workload = case.lead(workload_class).name
    speedup = case.speedup(workload)
    threads = case.sound(workload, THREAD, case.workers)
    what = f"On {target.id}, {case.crew} that {use} shared objects"
    if not _loses(case, speedup, workload):
        _require_side_by_side(threads)
        text = f"{what} were no slower than one ({measured(speedup)})."
        return _sentence(claim, target, "does not hold", text, speedup)
    why = [*_on_an_idle_machine(case, threads), *_why(evidence, threads)]
    text = f"{what} were slower than one ({measured(speedup)})."
    return _sentence(claim, target, "holds", " ".join([text, *why]), speedup)


def _loses(case: Case, speedup: Estimate, workload: str) -> bool:
    """Return whether threads are slower, or that is ruled out; raise CannotSayError if they may be or not."""
    if speedup.low is not None and speedup.low >= 1 / (1 + case.evidence.standard.margin):
        return False
    return case.clear(speedup, case.threads_on(workload)) == "slower"


def _require_side_by_side(threads: Summary) -> None:
    """Raise CannotSayError if the machine kept the threads apart: then they could not get in each other's way."""
    if kept_apart(threads):
        raise CannotSayError(
            f"undecided: threads were not slower, but for {share(threads.side.ready)} of their time no CPU was free, "
            f"so that they seldom ran at the same time ({threads.workload.name})"
        )


def _on_an_idle_machine(case: Case, threads: Summary) -> list[str]:
    """Return what is to be said of a machine that was busy; raise CannotSayError if the loss may be its doing."""
    if not kept_apart(threads):
        return []
    gain = idle_at_most(case.evidence, threads)
    if gain is None or difference(gain, case.evidence.standard) != "slower":
        raise CannotSayError(
            f"undecided: threads were slower, but for {share(threads.side.ready)} of their time no CPU was free "
            f"({threads.workload.name})"
        )
    return [f"On an idle machine they would reach {times(gain.value)} at most."]


def _why(evidence: Evidence, threads: Summary) -> list[str]:
    """Return why they were slower, as a sentence, where an item took more CPU time; waits stand in the ledger."""
    cost = costs_more(evidence, threads)
    if cost is None:
        return []
    nobody = threads.side.ready is not None and not held_back(evidence, threads)
    item = f"{'Nobody waited, but an' if nobody else 'An'} item took {factor(cost.value)}× the CPU time"
    paid = price(evidence, threads)
    return [f"{item}: they fought over what they share." if paid and paid.judgement == "costs" else f"{item}."]


def _sentence(claim: str, target: Target, decided: Decided, text: str, speedup: Estimate) -> Sentence:
    return sentence(claim, target, decided, text, speedup, unit="×", evidence="heat-map")


READING = Claim(
    id=_READ,
    order=62,
    says="Threads are slower than serial code where they read what all of them read.",
    source=GILBENCH,
    needs=f'the lead of "{SHARED_READ}" under serial and thread',
    refuted="threads that read what they share, and are no slower than serial code",
    applies=any_target,
    elsewhere="",
    rule=partial(_slower, _READ, SHARED_READ, "read"),
)
WRITING = Claim(
    id=_WRITTEN,
    order=63,
    says="Threads are slower than serial code where they write what all of them write.",
    source=GILBENCH,
    needs=f'the lead of "{SHARED_WRITTEN}" under serial and thread',
    refuted="threads that write what they share, and are no slower than serial code",
    applies=any_target,
    elsewhere="",
    rule=partial(_slower, _WRITTEN, SHARED_WRITTEN, "wrote"),
)

CLAIMS = (READING, WRITING)
