"""What threads do for a single workload that somebody brought: a call of one's own, or work in a file or a folder.

A claim each, which only a run can tell, and so for all work of which nobody says what it does. Why threads gain or do
not is said as far as it was measured: for how much of its time serial code waits, and for how much of its CPU time it
holds the GIL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.experiments.throughput.claims.ledger import busy
from gilbench.fmt import interval, measured, quantity, share, times
from gilbench.inside.registry import UNKNOWN
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import of_its_own
from gilbench.plan.selection import is_from

_ID = "threads-speed-up"
_SELDOM = 0.5  # of its CPU time: work that holds the GIL for less leaves threads a gain
_MOSTLY = 0.8  # work that holds it for more leaves hardly any
_WIDEST = 0.2  # interval of a held share that is put into words


def of_run(evidence: Evidence) -> Sequence[Claim]:
    """Return a claim for each workload that is somebody's own, of those that a run planned or skipped, in its order."""
    subjects = {each.id for each in evidence.manifest.subjects}
    of_subjects = [each for each in evidence.throughput if each.trial.target in subjects]
    names = dict.fromkeys(each.workload.name for each in of_subjects if _is_own(each.workload, evidence))
    return tuple(map(_claim, names))


def of_own(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and each own workload that leads a class; nothing of those left open.

    It is said of the whole class where that is the workload's own.
    """
    leads = case.evidence.leads(case.target).items()
    own = {name: lead for name, lead in leads if _is_own(lead, case.evidence)}
    found = {name: _told(case, lead.name, whole_class=of_its_own(name)) for name, lead in own.items()}
    return {name: each for name, each in found.items() if each is not None}


def _is_own(info: WorkloadInfo, evidence: Evidence) -> bool:
    """Tell whether somebody brought a workload: a call, or one in a file or folder that the run was given."""
    return info.kind == UNKNOWN or any(is_from(info, each) for each in evidence.manifest.settings.get("workloads", ()))


def _claim(workload: str) -> Claim:
    return Claim(
        id=f"{_ID}:{workload}",
        order=5,
        says=f"Threads speed up {workload}.",
        source=GILBENCH,
        needs="the work under serial, thread and warm processes (the hardware ceiling), and its held share",
        refuted="threads that are no faster than serial code",
        applies=any_target,
        elsewhere="",
        rule=partial(_threads_speed_up, workload),
        about=workload,
    )


def _threads_speed_up(workload: str, evidence: Evidence, target: Target) -> Sentence:
    return _said(Case(evidence, target), workload)


def _told(case: Case, workload: str, *, whole_class: bool) -> Told | None:
    try:
        found = _said(case, workload)
    except CannotSayError:
        return None
    return Told(found.decided == "holds", workload, whole_class=whole_class)


def _said(case: Case, workload: str) -> Sentence:
    speedup = case.speedup(workload)
    try:
        case.require_cpus_for(workload, speedup)
        return _as_measured(case, workload, speedup)
    except CannotSayError:
        found = _when_idle(case, workload, speedup) or _by_their_cpus(case, workload, speedup)
        if found is None:
            raise
        return found


def _as_measured(case: Case, workload: str, speedup: Estimate) -> Sentence:
    ran = f"{case.crew} ran {workload}"
    if case.gains(speedup, case.threads_on(workload)):
        why = _why_it_gains(case, workload)
        text = f"On {case.target.id}, {ran} {times(speedup.value)} as fast as one ({interval(speedup)}){why}."
        return _sentence(case, workload, "holds", text, speedup)
    where = f"On {case.target.id}" if case.target.facts.gil_enabled else f"Even without the GIL, on {case.target.id}"
    text = (
        f"{where}, {ran} no faster than one ({measured(speedup)}){_why_it_does_not(case, workload)}."
        f"{_in_processes(case, workload)}"
    )
    return _sentence(case, workload, "does not hold", text, speedup)


def _in_processes(case: Case, workload: str) -> str:
    """Return what as many processes reach, as a sentence to be added.

    Raise CannotSayError where the machine may be why threads gain nothing. It is not where processes gain, nor of work
    that waits, which needs no CPU; nor where processes cannot be, and work that computes all the time holds the GIL for
    so much of it that no machine leaves a gain.
    """
    ceiling, does = case.ceiling(workload), case.nature(workload)
    if does == "waits":
        return case.in_processes(ceiling) if ceiling is not None else ""
    if ceiling is None and does == "computes" and _gil_leaves_no_gain(case, workload):
        return ""
    return case.in_processes(case.headroom(workload))


def _gil_leaves_no_gain(case: Case, workload: str) -> bool:
    held = _held(case, workload)
    return held is not None and held.low is not None and held.low * (1 + case.evidence.standard.margin) >= 1


def _when_idle(case: Case, workload: str, speedup: Estimate) -> Sentence | None:
    """Speak of an idle machine where this one was too busy to show it; None if the ledger does not decide either."""
    would = f"On {case.target.id}, {case.crew} would run {workload}"
    if (gain := case.gain_when_idle(workload)) is not None:
        text = (
            f"{would} up to {times(gain.value)} as fast as one on an idle machine ({interval(gain)}). {busy(speedup)}"
        )
        return replace(_sentence(case, workload, "holds", text, gain), evidence="ledger")
    if (none := case.no_gain_when_idle(workload)) is not None:
        processes = case.in_processes(none.ceiling)
        text = (
            f"{would} no faster than one on an idle machine (at most {measured(none.idle)}).{processes} {busy(speedup)}"
        )
        return replace(_sentence(case, workload, "does not hold", text, none.idle), evidence="ledger")
    return None


def _by_their_cpus(case: Case, workload: str, speedup: Estimate) -> Sentence | None:
    """Speak of the CPUs that the threads kept busy, where the clock is too noisy; None if that does not decide either.

    It does for work that computes all the time: then as many CPUs as one are as fast as one.
    """
    used = case.cpus_without_gain(workload) if case.nature(workload) == "computes" else None
    if used is None:
        return None
    ceiling = case.headroom(workload)
    text = (
        f"On {case.target.id}, {case.crew} ran {workload} no faster than one: they kept "
        f"{quantity(used.value, 'CPUs')} busy ({interval(used)}). The time of the threads shows it, as the clock is "
        f"too noisy here ({times(speedup.value)}).{case.in_processes(ceiling)}"
    )
    return replace(_sentence(case, workload, "does not hold", text, used), unit="CPUs", evidence="ledger")


def _why_it_gains(case: Case, workload: str) -> str:
    """Return what was measured that lets threads gain: that it waits, or leaves the GIL to others; empty if neither.

    Without a GIL all work gains: there it is only said of work that does nothing but wait.
    """
    does, held = case.nature(workload), _held(case, workload)
    if does != "waits" and held is not None and held.high is not None and held.high < _SELDOM:
        return f": it holds the GIL for only {share(held.value)} of its CPU time"
    if does == "waits" or (does == "both" and case.target.facts.gil_enabled):
        return _waits(case, workload, ": it")
    return ""


def _why_it_does_not(case: Case, workload: str) -> str:
    """Return what was measured that keeps threads from gaining, or rules out that the GIL does; empty if nothing."""
    if case.nature(workload) != "computes":
        return _waits(case, workload, ", though it")
    held = _held(case, workload)
    if held is None or held.low is None or held.high is None:
        return ""
    if held.low >= _MOSTLY:
        return f": it holds the GIL for {share(held.value)} of its CPU time"
    return f", though it holds the GIL for only {share(held.value)} of its CPU time" if held.high < _SELDOM else ""


def _waits(case: Case, workload: str, begins: str) -> str:
    on_cpu = case.sound(workload, SERIAL, 1).busy
    return "" if on_cpu is None else f"{begins} waits for {share(1 - on_cpu)} of its time"


def _held(case: Case, workload: str) -> Estimate | None:
    """Return for which share of its CPU time the work holds the GIL, where that was measured closely; else None."""
    held = case.evidence.figure("held_share", case.target.id, workload) if case.target.facts.gil_enabled else None
    if held is None or held.low is None or held.high is None or held.high - held.low > _WIDEST:
        return None
    return held


def _sentence(case: Case, workload: str, decided: Decided, text: str, rests_on: Estimate) -> Sentence:
    return sentence(f"{_ID}:{workload}", case.target, decided, text, rests_on, unit="×", evidence="heat-map")
