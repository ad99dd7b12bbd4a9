"""What threads do for work that holds the GIL, and for work that waits."""

from collections.abc import Mapping
from dataclasses import replace

from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, with_gil
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.experiments.throughput.claims.ledger import BY_TIME, busy
from gilbench.experiments.throughput.claims.members import Found, in_processes, said, told
from gilbench.fmt import interval, measured, quantity, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON, WAITING

_THREADS, _BLOCKING = "threads-pure-python", "blocking-overlaps"
_PARTS = {2: "half", 3: "a third of", 4: "a quarter of"}  # of the time, by threads


def _threads_pure_python(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    return said(case, _of_threads(case), f"On {target.id}, only some pure Python ran faster")


def of_pure_python(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and pure Python under the GIL; raise CannotSayError if nothing is."""
    return told(case, _of_threads(case))


def _of_threads(case: Case) -> Found:
    workload = case.lead(PURE_PYTHON).name
    speedup = case.speedup(workload)
    try:
        case.require_cpus_for(workload, speedup)
        return _threads_as_measured(case, workload, speedup)
    except CannotSayError:
        found = _threads_when_idle(case, workload, speedup) or _threads_by_their_cpus(case, workload, speedup)
        if found is None:
            raise
        return found


def _threads_as_measured(case: Case, workload: str, speedup: Estimate) -> Found:
    ran = f"On {case.target.id}, {case.crew} ran pure Python"
    if case.gains(speedup, case.threads_on(workload)):
        text = f"{ran} {times(speedup.value)} as fast as one, despite the GIL ({interval(speedup)})."
        found = _sentence(case, _THREADS, "does not hold", text, speedup)
        return Found(PURE_PYTHON, workload, True, measured(speedup), "", found)
    text = f"{ran} no faster than one ({measured(speedup)}).{in_processes(case, PURE_PYTHON, workload)}"
    found = _sentence(case, _THREADS, "holds", text, speedup)
    return Found(PURE_PYTHON, workload, False, measured(speedup), "", found)


def _threads_when_idle(case: Case, workload: str, speedup: Estimate) -> Found | None:
    """Speak of an idle machine where this one was too busy to show it; None if the ledger does not decide either."""
    none = case.no_gain_when_idle(workload)
    if none is None:
        return None
    idle, ceiling = none
    text = (
        f"On {case.target.id}, {case.crew} would run pure Python no faster than one on an idle machine (at most "
        f"{measured(idle)}).{case.in_processes(ceiling)} {busy(speedup)}"
    )
    found = replace(_sentence(case, _THREADS, "holds", text, idle), evidence="ledger")
    return Found(PURE_PYTHON, workload, False, f"on an idle machine at most {measured(idle)}", f" {BY_TIME}", found)


def _threads_by_their_cpus(case: Case, workload: str, speedup: Estimate) -> Found | None:
    """Speak of the CPUs that the threads kept busy, where the clock is too noisy; None if they decide nothing."""
    used = case.cpus_without_gain(workload)
    if used is None:
        return None
    ceiling = case.headroom(workload)
    text = (
        f"On {case.target.id}, {case.crew} ran pure Python no faster than one: they kept "
        f"{quantity(used.value, 'CPUs')} busy ({interval(used)}). The time of the threads shows it, as the clock is "
        f"too noisy here ({times(speedup.value)}).{case.in_processes(ceiling)}"
    )
    found = replace(_sentence(case, _THREADS, "holds", text, used), unit="CPUs", evidence="ledger")
    figures = f"{quantity(used.value, 'CPUs')} busy, {interval(used)}"
    return Found(PURE_PYTHON, workload, False, figures, f" {BY_TIME}", found)


def _blocking_overlaps(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    return said(case, _of_blocking(case), f"On {target.id}, only some blocking calls overlapped")


def of_waiting(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and waiting; raise CannotSayError if nothing is."""
    return told(case, _of_blocking(case))


def _of_blocking(case: Case) -> Found:
    workload = case.lead(WAITING).name
    speedup = case.speedup(workload)
    if case.gains(speedup, case.threads_on(workload)):
        text = f"On {case.target.id}, blocking calls in {case.crew} {_took(case, speedup)}."
        found = _sentence(case, _BLOCKING, "holds", text, speedup)
        return Found(WAITING, workload, True, measured(speedup), "", found)
    text = f"On {case.target.id}, blocking calls did not overlap in {case.crew} ({measured(speedup)})."
    found = _sentence(case, _BLOCKING, "does not hold", text, speedup)
    return Found(WAITING, workload, False, measured(speedup), "", found)


def _took(case: Case, speedup: Estimate) -> str:
    """Say how long blocking calls took: as a part of the time of one thread where they wait all at once."""
    part = _PARTS.get(case.workers)
    if part is None or abs(speedup.value / case.workers - 1) > case.evidence.standard.margin:
        return f"ran {times(speedup.value)} as fast as in one ({interval(speedup)})"
    return f"took {part} the time ({measured(speedup)})"


def _sentence(case: Case, claim: str, decided: Decided, text: str, speedup: Estimate) -> Sentence:
    return sentence(claim, case.target, decided, text, speedup, unit="×", evidence="heat-map")


THREADS_PURE_PYTHON = Claim(
    id=_THREADS,
    order=10,
    says="Threads do not speed up pure-Python CPU work.",
    source=essay(1),
    needs='the lead of "pure-Python CPU" under serial, thread and warm processes (the hardware ceiling)',
    refuted="threads that are faster than serial code",
    applies=with_gil,
    elsewhere="every Python of this run has its GIL off",
    rule=_threads_pure_python,
)
BLOCKING_OVERLAPS = Claim(
    id=_BLOCKING,
    order=41,
    says="Blocking calls overlap in threads.",
    source=essay(3),
    needs='the lead of "waiting" under serial and thread',
    refuted="threads that wait one after the other: no gain",
    applies=any_target,
    elsewhere="",
    rule=_blocking_overlaps,
)

CLAIMS = (THREADS_PURE_PYTHON, BLOCKING_OVERLAPS)
