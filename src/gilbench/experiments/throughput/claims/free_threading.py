"""What switching the GIL off brings to threads."""

from collections.abc import Mapping

from gilbench.analysis.claims import CannotSayError, Claim, essay, sentence, without_gil
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.experiments.throughput.claims.ledger import BY_TIME, busy
from gilbench.experiments.throughput.claims.members import Found, in_processes, said, told
from gilbench.fmt import interval, measured, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON

_GAIN = "free-threading"


def _gain(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    return said(case, _of_threads(case), f"Even without the GIL, on {target.id}, only some pure Python ran faster")


def of_pure_python(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and pure Python without the GIL; raise CannotSayError if nothing is."""
    return told(case, _of_threads(case))


def _of_threads(case: Case) -> Found:
    workload = case.lead(PURE_PYTHON).name
    speedup = case.speedup(workload)
    try:
        return _gain_as_measured(case, workload, speedup)
    except CannotSayError:
        idle = case.gain_when_idle(workload)
        if idle is None:
            raise
        return _gain_when_idle(case, workload, speedup, idle)


def _gain_as_measured(case: Case, workload: str, speedup: Estimate) -> Found:
    ran = f"on {case.target.id}, {case.crew} ran pure Python"
    case.require_cpus_for(workload, speedup)
    if case.gains(speedup, case.threads_on(workload)):
        text = f"Without the GIL, {ran} {times(speedup.value)} as fast as one ({interval(speedup)})."
        found = _gain_sentence(case, "holds", text, speedup, "heat-map")
        return Found(PURE_PYTHON, workload, True, measured(speedup), "", found)
    processes = in_processes(case, PURE_PYTHON, workload)
    text = f"Even without the GIL, {ran} no faster than one ({measured(speedup)}).{processes}"
    found = _gain_sentence(case, "does not hold", text, speedup, "heat-map")
    return Found(PURE_PYTHON, workload, False, measured(speedup), "", found)


def _gain_when_idle(case: Case, workload: str, speedup: Estimate, idle: Estimate) -> Found:
    """Speak of an idle machine where this one was too busy to show it.

    It is that at most: threads that seldom run at the same time do not show whether they get in each other's way.
    """
    text = (
        f"Without the GIL, on {case.target.id}, {case.crew} would run pure Python up to {times(idle.value)} as fast as "
        f"one on an idle machine ({interval(idle)}). {busy(speedup)}"
    )
    found = _gain_sentence(case, "holds", text, idle, "ledger")
    return Found(PURE_PYTHON, workload, True, f"on an idle machine up to {measured(idle)}", f" {BY_TIME}", found)


def _gain_sentence(case: Case, decided: Decided, text: str, estimate: Estimate, evidence: str) -> Sentence:
    return sentence(_GAIN, case.target, decided, text, estimate, unit="×", evidence=evidence)


FREE_THREADING = Claim(
    id=_GAIN,
    order=20,
    says="Without the GIL threads speed up pure-Python CPU work.",
    source=essay(15),
    needs='the lead of "pure-Python CPU" under serial, thread and warm processes (the hardware ceiling)',
    refuted="threads without a gain, where processes have one",
    applies=without_gil,
    elsewhere="no Python of this run has its GIL off",
    rule=_gain,
)

CLAIMS = (FREE_THREADING,)
