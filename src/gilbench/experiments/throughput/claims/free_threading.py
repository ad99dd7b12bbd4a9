"""What switching the GIL off brings to threads."""

from gilbench.analysis.claims import CannotSayError, Claim, sentence, without_gil
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import difference
from gilbench.experiments.throughput.claims.case import Case
from gilbench.fmt import interval, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON

_GAIN = "free-threading"


def _gain(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    workload = case.lead(PURE_PYTHON).name
    speedup = case.speedup(workload)
    try:
        return _gain_by_the_wall(case, workload, speedup)
    except CannotSayError:
        idle = case.idle(workload)
        if idle is None or difference(idle, case.evidence.standard) != "faster":
            raise
        return _gain_when_idle(case, workload, speedup, idle)


def _gain_by_the_wall(case: Case, workload: str, speedup: Estimate) -> Sentence:
    figures = f"{times(speedup.value)} the serial speed with {case.crew} ({interval(speedup)}; {workload})"
    if case.gains(speedup, f"thread × {case.workers} on {workload}"):
        text = f"Without the GIL threads speed up pure-Python CPU work on {case.target.id}: {figures}."
        return _gain_sentence(case, "holds", text, speedup, "heat-map")
    ceiling = case.headroom(workload)
    text = (
        f"Even without the GIL threads do not speed up pure-Python CPU work on {case.target.id}: {figures}, while the "
        f"same work in processes gives {times(ceiling.value)}{case.held_back(workload)}."
    )
    return _gain_sentence(case, "does not hold", text, speedup, "heat-map")


def _gain_when_idle(case: Case, workload: str, speedup: Estimate, idle: Estimate) -> Sentence:
    """Speak of an idle machine where this one was too busy to show it."""
    text = (
        f"Without the GIL threads would speed up pure-Python CPU work on {case.target.id} on an idle machine: "
        f"{times(idle.value)} the serial speed with {case.crew} ({interval(idle)}; {workload}). This machine was busy: "
        f"by the wall it gave {times(speedup.value)} ({interval(speedup)}){case.held_back(workload)}."
    )
    return _gain_sentence(case, "holds", text, idle, "ledger")


def _gain_sentence(case: Case, decided: Decided, text: str, estimate: Estimate, evidence: str) -> Sentence:
    return sentence(_GAIN, case.target, decided, text, estimate, unit="×", evidence=evidence)


FREE_THREADING = Claim(
    id=_GAIN,
    order=20,
    says="Without the GIL threads speed up pure-Python CPU work.",
    needs='the lead of "pure-Python CPU" under serial, thread and warm processes (the hardware ceiling)',
    applies=without_gil,
    elsewhere="no target of this run has its GIL off",
    rule=_gain,
)

CLAIMS = (FREE_THREADING,)
