"""Sharing objects between threads costs CPU time."""

from dataclasses import dataclass

from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.ledger_rows import WORTH_SAYING
from gilbench.experiments.throughput.analysis.sharing import Price, price
from gilbench.experiments.throughput.claims.case import THREAD, Case
from gilbench.fmt import factor, interval, share
from gilbench.interpreters.target import Target
from gilbench.model import Sentence
from gilbench.plan.classes import SHARED_READ, SHARED_WRITTEN

_ID = "sharing-costs"
_DOES = {SHARED_READ: "reads", SHARED_WRITTEN: "writes"}
_REMARKS = {
    "costs": "",
    "free": ", no more than without sharing",
    "apart": ", but the threads seldom ran at the same time",
    "undecided": ", which is undecided",
    "unknown": "",
}


@dataclass(frozen=True)
class _Found:
    """What sharing in one way costs."""

    does: str  # what an item does to the objects
    workload: str
    price: Price
    ready: float | None  # share of the threads' time in which no CPU was free


def _sharing_costs(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    found = _measured(case)
    costly = [each for each in found if each.price.judgement == "costs"]
    if costly:
        text = f"Sharing objects between threads costs CPU time on {target.id}: {_figures(case, found)}.{_busy(costly)}"
        return sentence(_ID, target, "holds", text, costly[0].price.cost, unit="×", evidence="ledger")
    _require_free(case, found)
    text = f"Sharing objects between threads costs no CPU time on {target.id}: {_figures(case, found)}."
    return sentence(_ID, target, "does not hold", text, found[0].price.cost, unit="×", evidence="ledger")


def _measured(case: Case) -> list[_Found]:
    """Return what each way of sharing costs; raise CannotSayError if none was measured, for the reason of the first."""
    found: list[_Found] = []
    reasons: list[CannotSayError] = []
    for workload_class, does in _DOES.items():
        try:
            found.append(_one(case, case.lead(workload_class).name, does))
        except CannotSayError as reason:
            reasons.append(reason)
    if not found:
        raise reasons[0]
    return found


def _one(case: Case, workload: str, does: str) -> _Found:
    case.speedup(workload)  # both sides are sound, and at least three rounds measured both
    threads = case.sound(workload, THREAD, case.workers)
    found = price(case.evidence, threads)
    if found is None:
        raise CannotSayError(f"not measured: {workload} takes too little CPU time to compare it")
    return _Found(does, workload, found, threads.side.ready)


def _require_free(case: Case, found: list[_Found]) -> None:
    """Raise CannotSayError unless a cost is ruled out for everything that was measured."""
    for each in found:
        what = f"CPU time of an item of {each.workload} ÷ that of serial code is {factor(each.price.cost.value)}"
        if each.price.judgement == "unknown":
            raise CannotSayError(
                f"undecided: the {what} ({interval(each.price.cost)}), and no work that shares nothing was measured in "
                f"{case.workers} threads"
            )
        if each.price.judgement == "apart":
            raise CannotSayError(
                f"undecided: the {what} ({interval(each.price.cost)}), but the threads seldom ran at the same time: "
                f"for {share(each.ready)} of theirs no CPU was free"
            )
        if each.price.judgement == "undecided":
            raise CannotSayError(
                f"undecided: the {what} ({interval(each.price.cost)}) after {each.price.cost.rounds} rounds"
            )


def _busy(costly: list[_Found]) -> str:
    """Return what is to be said of a machine that kept the threads apart, as a sentence; empty if it did not."""
    ready = max(each.ready or 0.0 for each in costly)
    if ready < WORTH_SAYING:
        return ""
    return f" On an idle machine it may be more: for {share(ready)} of the threads' time no CPU was free."


def _figures(case: Case, found: list[_Found]) -> str:
    first, *others = map(_figure, found)
    times = first.replace(" times", " times the CPU time of serial code", 1)
    shared = ", ".join([f"with {case.crew} an item {times}", *(f"one {each}" for each in others)])
    return "; ".join(dict.fromkeys([shared, *filter(None, map(_control, found))]))


def _figure(found: _Found) -> str:
    cost = found.price.cost
    figure = f"{factor(cost.value)} times{_REMARKS[found.price.judgement]} ({interval(cost)}; {found.workload})"
    return f"that {found.does} them takes {figure}"


def _control(found: _Found) -> str:
    """Say what as many workers take that share nothing; empty where nobody knows."""
    control, alone = found.price.control, found.price.alone
    if control is None or alone is None:
        return ""
    who = "work that shares nothing" if control.trial.strategy == THREAD else "the same work in processes"
    return f"{who} takes {factor(alone.value)} times ({control.workload.name})"


SHARING_COSTS = Claim(
    id=_ID,
    order=64,
    says="Sharing objects between threads costs CPU time.",
    source=GILBENCH,
    needs=(
        'the leads of "shared state, read" and "shared state, written", or one of them, under serial and thread; and '
        'the lead of "pure-Python CPU" under the same, or on targets with the GIL off the shared one in warm processes'
    ),
    refuted="threads that share, and take no more CPU time per item for it",
    applies=any_target,
    elsewhere="",
    rule=_sharing_costs,
)

CLAIMS = (SHARING_COSTS,)
