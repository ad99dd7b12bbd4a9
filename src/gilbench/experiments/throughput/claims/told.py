"""What the verdict says of threads, class by class: advice must not say otherwise."""

from collections.abc import Callable, Mapping

from gilbench.analysis.claims import CannotSayError
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.ledger_rows import kept_apart
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims import c_code, free_threading, own_work, threads
from gilbench.experiments.throughput.claims.case import THREAD, Case
from gilbench.interpreters.target import Target

_Rule = Callable[[Case], Mapping[str, Told]]


def told(evidence: Evidence, target: Target) -> dict[str, Told]:
    """Return whether threads speed up each class of work, as far as a sentence about this target says so.

    Of other classes, threads that are clearly slower than serial code may be spoken of: no advice for them either.
    """
    case = Case(evidence, target)
    found = _slower(case)
    for rule in _rules(target):
        try:
            found |= rule(case)
        except CannotSayError:
            continue
    return found


def _rules(target: Target) -> tuple[_Rule, ...]:
    python = threads.of_pure_python if target.facts.gil_enabled else free_threading.of_pure_python
    # What is said of a whole class stands against what is said of a single workload that leads it.
    return (own_work.of_own, python, threads.of_waiting, c_code.of_c_code)


def _slower(case: Case) -> dict[str, Told]:
    leads = case.evidence.leads(case.target).items()
    return {name: Told(False, lead.name, whole_class=False) for name, lead in leads if _is_slower(case, lead.name)}


def _is_slower(case: Case, workload: str) -> bool:
    """Return whether threads are clearly slower, and not for want of a free CPU."""
    try:
        found = case.clear(case.speedup(workload), case.threads_on(workload))
    except CannotSayError:
        return False
    return found == "slower" and not kept_apart(case.sound(workload, THREAD, case.workers))
