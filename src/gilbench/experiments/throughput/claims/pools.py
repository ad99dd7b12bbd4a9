"""The ways to start threads do not differ."""

import math

from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import difference
from gilbench.experiments.throughput.claims.case import THREAD, Case
from gilbench.fmt import interval, listed, share, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON

_ID = "pools-alike"
_OTHERS = ("thread_pool", "thread_executor", "raw_thread")


def _pools_alike(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    workload = case.lead(PURE_PYTHON).name
    ratios = _against_thread(case, workload)
    standard = case.evidence.standard
    apart = {each: ratio for each, ratio in ratios.items() if difference(ratio, standard) in {"faster", "slower"}}
    furthest = max(apart or ratios, key=lambda each: abs(math.log(ratios[each].value)))
    ratio, thread = ratios[furthest], case.in_words(THREAD)
    figures = f"{times(ratio.value)} as fast as {thread} ({interval(ratio)})"
    if apart:
        text = f"On {case.target.id}, {case.in_words(furthest)} ran pure Python {figures}."
        return _sentence(case, "does not hold", text, ratio)
    for name, each in ratios.items():
        case.clear(each, f"{case.in_words(name)} against {thread} on {workload}")
    text = (
        f"On {case.target.id}, {listed([thread, *map(case.in_words, ratios)])} did not differ by more than "
        f"{share(standard.margin)}. The furthest, {case.in_words(furthest)}, ran {figures}."
    )
    return _sentence(case, "holds", text, ratio)


def _against_thread(case: Case, workload: str) -> dict[str, Estimate]:
    """Return how fast each other way is, measured against `thread`; raise CannotSayError if there is none."""
    if case.workers == 1:
        raise CannotSayError("not measured: no trial has two workers or more")
    thread = case.sound(workload, THREAD, case.workers)
    ran = {each.trial.strategy for each in case.evidence.about(case.target.id, workload)}
    others = [each for each in _OTHERS if each in ran]
    if not others:
        known = listed([case.in_words(each) for each in _OTHERS])
        raise CannotSayError(f"not measured: {workload} ran under {case.in_words(THREAD)} only, not under {known}")
    return {
        each: case.between(
            thread, case.sound(workload, each, case.workers), f"{case.in_words(each)} against {case.in_words(THREAD)}"
        )
        for each in others
    }


def _sentence(case: Case, decided: Decided, text: str, ratio: Estimate) -> Sentence:
    return sentence(_ID, case.target, decided, text, ratio, unit="×", evidence="heat-map")


POOLS_ALIKE = Claim(
    id=_ID,
    order=70,
    says="Thread, ThreadPool, ThreadPoolExecutor and _thread do not differ.",
    source=essay(13),
    needs='the lead of "pure-Python CPU" under thread and any of thread_pool, thread_executor and raw_thread',
    refuted="one of them that is 5 % faster or slower than Thread",
    applies=any_target,
    elsewhere="",
    rule=_pools_alike,
)

CLAIMS = (POOLS_ALIKE,)
