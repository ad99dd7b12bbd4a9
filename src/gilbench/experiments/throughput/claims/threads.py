"""What threads do for work that holds the GIL, and for work that waits."""

from collections.abc import Mapping
from dataclasses import replace

from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, with_gil
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.experiments.throughput.claims.members import Found, in_processes, said, told
from gilbench.fmt import interval, measured, quantity, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON, WAITING

_THREADS, _BLOCKING = "threads-pure-python", "blocking-overlaps"


def _threads_pure_python(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    return said(case, _of_threads(case), "Threads speed up only some pure-Python CPU work")


def of_pure_python(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and pure Python under the GIL; raise CannotSayError if nothing is."""
    return told(case, _of_threads(case))


def _of_threads(case: Case) -> Found:
    workload = case.lead(PURE_PYTHON).name
    speedup = case.speedup(workload)
    try:
        case.require_cpus_for(workload, speedup)
        return _threads_by_the_wall(case, workload, speedup)
    except CannotSayError:
        found = _threads_when_idle(case, workload, speedup) or _threads_by_their_cpus(case, workload, speedup)
        if found is None:
            raise
        return found


def _threads_by_the_wall(case: Case, workload: str, speedup: Estimate) -> Found:
    figures = _figures(case, workload, speedup)
    if case.gains(speedup, case.threads_on(workload)):
        text = f"Threads speed up pure-Python CPU work on {case.target.id}: {figures}."
        return Found(PURE_PYTHON, workload, True, figures, _sentence(case, _THREADS, "does not hold", text, speedup))
    processes = in_processes(case, PURE_PYTHON, workload)
    text = (
        f"Threads do not speed up pure-Python CPU work on {case.target.id}: {figures}{processes}"
        f"{case.held_back(workload)}."
    )
    return Found(PURE_PYTHON, workload, False, figures, _sentence(case, _THREADS, "holds", text, speedup))


def _threads_when_idle(case: Case, workload: str, speedup: Estimate) -> Found | None:
    """Speak of an idle machine where this one was too busy to show it; None if the ledger does not decide either."""
    idle, ceiling = case.idle(workload), case.idle_headroom(workload)
    if idle is None or ceiling is None or not case.rules_out_a_gain_when_idle(workload, idle):
        return None
    figures = f"at most {_figures(case, workload, idle)}"
    text = (
        f"Threads would not speed up pure-Python CPU work on {case.target.id} on an idle machine: {figures}, while the "
        f"same work in processes would give {times(ceiling.value)}. This machine was busy: by the wall threads gave "
        f"{times(speedup.value)} ({interval(speedup)}){case.held_back(workload)}."
    )
    found = replace(_sentence(case, _THREADS, "holds", text, idle), evidence="ledger")
    return Found(PURE_PYTHON, workload, False, f"on an idle machine {figures}", found)


def _threads_by_their_cpus(case: Case, workload: str, speedup: Estimate) -> Found | None:
    """Speak of the CPUs that the threads kept busy, where the wall is too noisy; None if that does not decide either.

    The speed of a CPU may wander from trial to trial; how many of them are at work does not.
    """
    used = case.cpus_wanted(workload)
    if used is None or used.high is None or used.high > 1 + case.evidence.standard.margin:
        return None
    ceiling = case.headroom(workload)
    figures = f"{case.crew} kept {quantity(used.value, 'CPUs')} busy ({interval(used)}; {workload})"
    text = (
        f"Threads do not speed up pure-Python CPU work on {case.target.id}: {figures}, while the same work in "
        f"processes gives {times(ceiling.value)}"
        f"{case.held_back(workload)}. The clock alone is too noisy here: {measured(speedup)}."
    )
    found = replace(_sentence(case, _THREADS, "holds", text, used), unit="CPUs", evidence="ledger")
    return Found(PURE_PYTHON, workload, False, figures, found)


def _blocking_overlaps(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    return said(case, _of_blocking(case), "Only some blocking calls overlap in threads")


def of_waiting(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and waiting; raise CannotSayError if nothing is."""
    return told(case, _of_blocking(case))


def _of_blocking(case: Case) -> Found:
    workload = case.lead(WAITING).name
    speedup = case.speedup(workload)
    gains = case.gains(speedup, case.threads_on(workload))
    figures = _figures(case, workload, speedup)
    text = f"Blocking calls {'overlap' if gains else 'do not overlap'} in threads on {case.target.id}: {figures}."
    found = _sentence(case, _BLOCKING, "holds" if gains else "does not hold", text, speedup)
    return Found(WAITING, workload, gains, figures, found)


def _figures(case: Case, workload: str, speedup: Estimate) -> str:
    return f"{times(speedup.value)} the serial speed with {case.crew} ({interval(speedup)}; {workload})"


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
    elsewhere="every target of this run has its GIL off",
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
