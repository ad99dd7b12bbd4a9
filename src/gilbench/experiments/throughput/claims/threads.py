"""What threads do for work that holds the GIL, and for work that waits."""

from dataclasses import replace

from gilbench.analysis.claims import CannotSayError, Claim, any_target, sentence, with_gil
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.claims.case import Case
from gilbench.fmt import interval, measured, quantity, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON, WAITING

_THREADS = "threads-pure-python"


def _threads_pure_python(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    workload = case.lead(PURE_PYTHON).name
    speedup = case.speedup(workload)
    try:
        return _threads_by_the_wall(case, workload, speedup)
    except CannotSayError:
        sentence = _threads_when_idle(case, workload, speedup) or _threads_by_their_cpus(case, workload, speedup)
        if sentence is None:
            raise
        return sentence


def _threads_by_the_wall(case: Case, workload: str, speedup: Estimate) -> Sentence:
    if case.gains(speedup, f"thread × {case.workers} on {workload}"):
        text = f"Threads speed up pure-Python CPU work on {case.target.id}: {_figures(case, workload, speedup)}."
        return _sentence(case, _THREADS, "does not hold", text, speedup)
    ceiling = case.headroom(workload)
    text = (
        f"Threads do not speed up pure-Python CPU work on {case.target.id}: {_figures(case, workload, speedup)}, "
        f"while the same work in processes gives {times(ceiling.value)}{case.held_back(workload)}."
    )
    return _sentence(case, _THREADS, "holds", text, speedup)


def _threads_when_idle(case: Case, workload: str, speedup: Estimate) -> Sentence | None:
    """Speak of an idle machine where this one was too busy to show it; None if the ledger does not decide either."""
    idle, ceiling = case.idle(workload), case.idle_headroom(workload)
    if idle is None or ceiling is None or not case.rules_out_a_gain_when_idle(workload, idle):
        return None
    text = (
        f"Threads would not speed up pure-Python CPU work on {case.target.id} on an idle machine: at most "
        f"{_figures(case, workload, idle)}, while the same work in processes would give {times(ceiling.value)}. This "
        f"machine was busy: by the wall threads gave {times(speedup.value)} ({interval(speedup)})"
        f"{case.held_back(workload)}."
    )
    return replace(_sentence(case, _THREADS, "holds", text, idle), evidence="ledger")


def _threads_by_their_cpus(case: Case, workload: str, speedup: Estimate) -> Sentence | None:
    """Speak of the CPUs that the threads kept busy, where the wall is too noisy; None if that does not decide either.

    The speed of a CPU may wander from trial to trial; how many of them are at work does not.
    """
    used = case.cpus_wanted(workload)
    if used is None or used.high is None or used.high > 1 + case.evidence.standard.margin:
        return None
    ceiling = case.headroom(workload)
    text = (
        f"Threads do not speed up pure-Python CPU work on {case.target.id}: {case.crew} kept "
        f"{quantity(used.value, 'CPUs')} busy ({interval(used)}; {workload}), while the same work in processes "
        f"gives {times(ceiling.value)}"
        f"{case.held_back(workload)}. The clock alone is too noisy here: {measured(speedup)}."
    )
    return replace(_sentence(case, _THREADS, "holds", text, used), unit="CPUs", evidence="ledger")


def _switching_slower(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    workload = case.lead(PURE_PYTHON).name
    speedup = case.speedup(workload)
    found = case.clear(speedup, f"thread × {case.workers} on {workload}")
    figures = _figures(case, workload, speedup)
    if found == "faster":
        text = f"Switching does not make threads slower than serial code on {case.target.id}: {figures}."
        return _sentence(case, "switching-slower", "does not hold", text, speedup)
    case.headroom(workload)
    if found == "slower":
        text = f"Switching makes threads slower than serial code on {case.target.id}: {figures}."
        return _sentence(case, "switching-slower", "holds", text, speedup)
    text = f"Switching between threads costs less than the margin on {case.target.id}: {figures}."
    return _sentence(case, "switching-slower", "does not hold", text, speedup)


def _blocking_overlaps(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    workload = case.lead(WAITING).name
    speedup = case.speedup(workload)
    holds = case.gains(speedup, f"thread × {case.workers} on {workload}")
    verb = "overlap" if holds else "do not overlap"
    text = f"Blocking calls {verb} in threads on {case.target.id}: {_figures(case, workload, speedup)}."
    return _sentence(case, "blocking-overlaps", "holds" if holds else "does not hold", text, speedup)


def _figures(case: Case, workload: str, speedup: Estimate) -> str:
    return f"{times(speedup.value)} the serial speed with {case.crew} ({interval(speedup)}; {workload})"


def _sentence(case: Case, claim: str, decided: Decided, text: str, speedup: Estimate) -> Sentence:
    return sentence(claim, case.target, decided, text, speedup, unit="×", evidence="heat-map")


_ALL_FREE = "every target of this run has its GIL off"

THREADS_PURE_PYTHON = Claim(
    id=_THREADS,
    order=10,
    says="Threads do not speed up pure-Python CPU work.",
    needs='the lead of "pure-Python CPU" under serial, thread and warm processes (the hardware ceiling)',
    applies=with_gil,
    elsewhere=_ALL_FREE,
    rule=_threads_pure_python,
)
SWITCHING_SLOWER = Claim(
    id="switching-slower",
    order=60,
    says="Switching makes threads slower than serial code.",
    needs='the lead of "pure-Python CPU" under serial, thread and warm processes (the hardware ceiling)',
    applies=with_gil,
    elsewhere=_ALL_FREE,
    rule=_switching_slower,
)
BLOCKING_OVERLAPS = Claim(
    id="blocking-overlaps",
    order=50,
    says="Blocking calls overlap in threads.",
    needs='the lead of "waiting" under serial and thread',
    applies=any_target,
    elsewhere="",
    rule=_blocking_overlaps,
)

CLAIMS = (THREADS_PURE_PYTHON, SWITCHING_SLOWER, BLOCKING_OVERLAPS)
