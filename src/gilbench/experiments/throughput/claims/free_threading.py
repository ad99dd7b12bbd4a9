"""What switching the GIL off brings to threads, and what it costs serial code."""

from collections.abc import Mapping

from gilbench.analysis.claims import CannotSayError, Claim, sentence, without_gil
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.ratios import FEWEST_ROUNDS, difference, mean_ratio
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.analysis.twins import gil_twin
from gilbench.experiments.throughput.claims.case import Case, Clear
from gilbench.experiments.throughput.claims.members import Found, in_processes, said, told
from gilbench.fmt import interval, listed, percents, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON, workload_class

_GAIN, _COST = "free-threading", "free-threading-cost"
_ALL_LOCKED = "no target of this run has its GIL off"


def _gain(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    return said(case, _of_threads(case), "Even without the GIL threads speed up only some pure-Python CPU work")


def of_pure_python(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and pure Python without the GIL; raise CannotSayError if nothing is."""
    return told(case, _of_threads(case))


def _of_threads(case: Case) -> Found:
    workload = case.lead(PURE_PYTHON).name
    speedup = case.speedup(workload)
    try:
        return _gain_by_the_wall(case, workload, speedup)
    except CannotSayError:
        idle = case.idle(workload)
        if idle is None or difference(idle, case.evidence.standard) != "faster":
            raise
        return _gain_when_idle(case, workload, speedup, idle)


def _gain_by_the_wall(case: Case, workload: str, speedup: Estimate) -> Found:
    figures = f"{times(speedup.value)} the serial speed with {case.crew} ({interval(speedup)}; {workload})"
    if case.gains(speedup, case.threads_on(workload)):
        text = f"Without the GIL threads speed up pure-Python CPU work on {case.target.id}: {figures}."
        found = _gain_sentence(case, "holds", text, speedup, "heat-map")
        return Found(PURE_PYTHON, workload, True, figures, found)
    processes = in_processes(case, PURE_PYTHON, workload)
    text = (
        f"Even without the GIL threads do not speed up pure-Python CPU work on {case.target.id}: {figures}{processes}"
        f"{case.held_back(workload)}."
    )
    found = _gain_sentence(case, "does not hold", text, speedup, "heat-map")
    return Found(PURE_PYTHON, workload, False, figures, found)


def _gain_when_idle(case: Case, workload: str, speedup: Estimate, idle: Estimate) -> Found:
    """Speak of an idle machine where this one was too busy to show it."""
    figures = f"{times(idle.value)} the serial speed with {case.crew} ({interval(idle)}; {workload})"
    text = (
        f"Without the GIL threads would speed up pure-Python CPU work on {case.target.id} on an idle machine: "
        f"{figures}. This machine was busy: "
        f"by the wall it gave {times(speedup.value)} ({interval(speedup)}){case.held_back(workload)}."
    )
    found = _gain_sentence(case, "holds", text, idle, "ledger")
    return Found(PURE_PYTHON, workload, True, f"on an idle machine {figures}", found)


def _gain_sentence(case: Case, decided: Decided, text: str, estimate: Estimate, evidence: str) -> Sentence:
    return sentence(_GAIN, case.target, decided, text, estimate, unit="×", evidence=evidence)


def _cost(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    twin = gil_twin(case.target, case.evidence.manifest.targets)
    if twin is None:
        raise CannotSayError("not measured: no target of this run has its GIL on")
    pairs = _serial_pairs(case.evidence, case.target.id, twin.id)
    cost = mean_ratio([(free.rounds, locked.rounds) for free, locked in pairs])  # above 1: slower without the GIL
    if cost is None or cost.rounds < FEWEST_ROUNDS:
        raise CannotSayError(f"not measured: fewer than {FEWEST_ROUNDS} rounds of serial code on both it and {twin.id}")
    more = _percent_more(cost)
    found = case.clear(cost, f"serial time on {case.target.id} ÷ that on {twin.id}")
    text = _cost_text(case.target.id, twin.id, more, found, listed([free.workload.name for free, _ in pairs]))
    return sentence(
        _COST,
        case.target,
        "holds" if found == "faster" else "does not hold",  # the twin is
        text + _beside_the_gil(case.target, twin),
        more,
        unit="%",
        evidence="interpreters",
    )


def _beside_the_gil(free: Target, twin: Target) -> str:
    """Return what sets the two apart beside the GIL, as a sentence; nothing where they are one version."""
    major, minor, *_ = free.facts.version_info
    if twin.facts.version_info[:2] == [major, minor]:
        return ""
    return f" The versions differ too: a {major}.{minor} with its GIL on would tell how much of it is the GIL."


def _percent_more(factor: Estimate) -> Estimate:
    low, high = (None if end is None else 100 * (end - 1) for end in (factor.low, factor.high))
    return Estimate(100 * (factor.value - 1), low, high, factor.rounds)


def _serial_pairs(evidence: Evidence, free: str, locked: str) -> list[tuple[Summary, Summary]]:
    """Return the sound serial trials of pure-Python CPU work that both targets have."""
    pairs = []
    for each in evidence.on(free):
        if each.trial.strategy == SERIAL and workload_class(each.workload) == PURE_PYTHON and _tells(each):
            twin = evidence.find(locked, each.workload.name, SERIAL, each.trial.workers)
            if twin is not None and _tells(twin):
                pairs.append((each, twin))
    return pairs


def _tells(serial: Summary) -> bool:
    """Return whether its time is that of one thread, and sound."""
    return serial.sound and not serial.objections


def _cost_text(free: str, locked: str, more: Estimate, twin_is: Clear, workloads: str) -> str:
    ends = [end for end in (more.low, more.high) if end is not None]
    if twin_is == "same":
        span = " to ".join(f"{end:+.1f}" for end in ends)
        return (
            f"Serial pure-Python code takes about the same time on {free} as on {locked}: {more.value:+.1f} % "
            f"(95 % interval {span} %; {workloads})."
        )
    verb = "more" if twin_is == "faster" else "less"
    value, *bounds = percents(abs(more.value), *sorted(abs(end) for end in ends))
    return (
        f"Serial pure-Python code takes {value} % {verb} time on {free} than on {locked} "
        f"(95 % interval {'–'.join(bounds)} %; {workloads})."
    )


FREE_THREADING = Claim(
    id=_GAIN,
    order=20,
    says="Without the GIL threads speed up pure-Python CPU work.",
    needs='the lead of "pure-Python CPU" under serial, thread and warm processes (the hardware ceiling)',
    applies=without_gil,
    elsewhere=_ALL_LOCKED,
    rule=_gain,
)
FREE_THREADING_COST = Claim(
    id=_COST,
    order=30,
    says="Without the GIL serial code is slower.",
    needs='every "pure-Python CPU" workload under serial, on the target and on one with its GIL on',
    applies=without_gil,
    elsewhere=_ALL_LOCKED,
    rule=_cost,
)

CLAIMS = (FREE_THREADING, FREE_THREADING_COST)
