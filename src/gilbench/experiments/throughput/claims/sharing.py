"""Sharing objects between threads costs CPU time."""

from collections.abc import Iterable
from dataclasses import dataclass

from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.ledger_rows import WORTH_SAYING
from gilbench.experiments.throughput.analysis.sharing import Price, price
from gilbench.experiments.throughput.claims.case import THREAD, Case
from gilbench.fmt import factor, interval, ratio_interval, share
from gilbench.interpreters.target import Target
from gilbench.model import Sentence
from gilbench.plan.classes import SHARED_READ, SHARED_WRITTEN

_ID = "sharing-costs"
_DOES = {SHARED_READ: "reading", SHARED_WRITTEN: "writing"}
_REMARKS = {
    "costs": "",
    "free": ", no more than without sharing",
    "apart": ", but seldom at the same time",
    "undecided": ", undecided",
    "unknown": "",
}


@dataclass(frozen=True)
class _Found:
    """What sharing in one way costs."""

    does: str  # what is done to the objects
    workload: str
    price: Price
    ready: float | None  # share of the threads' time in which no CPU was free


def _sharing_costs(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    found = _measured(case)
    costly = [each for each in found if each.price.judgement == "costs"]
    if costly:
        text = f"On {target.id}, sharing objects cost CPU time in {_figures(case, costly[0], found)}{_busy(costly)}"
        return sentence(_ID, target, "holds", text, costly[0].price.cost, unit="×", evidence="ledger")
    _require_free(case, found)
    text = f"On {target.id}, sharing objects cost no CPU time in {_figures(case, found[0], found)}"
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
        what = f"CPU time of an item of {each.workload} ÷ that of serial code is {ratio_interval(each.price.cost)}"
        if each.price.judgement == "unknown":
            raise CannotSayError(
                f"undecided: the {what}, and no work that shares nothing was measured in {case.workers} threads"
            )
        if each.price.judgement == "apart":
            raise CannotSayError(
                f"undecided: the {what}, but the threads seldom ran at the same time: "
                f"for {share(each.ready)} of theirs no CPU was free"
            )
        if each.price.judgement == "undecided":
            raise CannotSayError(f"undecided: the {what} after {each.price.cost.rounds} rounds")


def _busy(costly: list[_Found]) -> str:
    """Return what is to be said of a machine that kept the threads apart, as a sentence; empty if it did not."""
    ready = max(each.ready or 0.0 for each in costly)
    if ready < WORTH_SAYING:
        return ""
    return " On an idle machine it may be more."


def _figures(case: Case, first: _Found, found: list[_Found]) -> str:
    """Return the figures, beginning with those of the threads that the sentence rests on."""
    cost = first.price.cost
    one = f"{case.crew}: {first.does} them took {factor(cost.value)}× that of one ({interval(cost)})."
    return " ".join([one, *map(_other, (each for each in found if each is not first)), *_controls(found)])


def _other(found: _Found) -> str:
    figure = f"{factor(found.price.cost.value)}×{_REMARKS[found.price.judgement]}"
    return f"{found.does.capitalize()} them: {figure}."


def _controls(found: list[_Found]) -> Iterable[str]:
    """Return what as many workers take that share nothing, where it is known."""
    return dict.fromkeys(filter(None, map(_control, found)))


def _control(found: _Found) -> str:
    control, alone = found.price.control, found.price.alone
    if control is None or alone is None:
        return ""
    who = "Sharing nothing" if control.trial.strategy == THREAD else "The same in processes"
    return f"{who}: {factor(alone.value)}×."


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
