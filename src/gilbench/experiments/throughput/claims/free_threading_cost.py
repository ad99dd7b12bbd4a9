"""What the missing GIL costs serial code: a target without one against its twin, and against nothing else."""

from dataclasses import dataclass

from gilbench.analysis.claims import CannotSayError, Claim, Source, sentence, without_gil
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.ratios import FEWEST_ROUNDS, mean_ratio, ratio
from gilbench.analysis.spelled import spelled
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.twins import Twin, gil_twin, no_twin
from gilbench.experiments.throughput.claims.case import Case, Clear
from gilbench.fmt import listed, percents, signed_percents
from gilbench.interpreters.target import Target
from gilbench.model import Estimate, Sentence
from gilbench.plan.classes import PURE_PYTHON, workload_class

_COST = "free-threading-cost"
_MOST_NAMED = 5  # workloads; of more, the two ends


@dataclass(frozen=True)
class _Costs:
    """How much longer serial code takes without the GIL, in per cent; negative where it takes less."""

    by_workload: dict[str, Estimate]  # ascending
    mean: Estimate  # geometric
    twin_is: Clear  # what the mean says of the twin

    @property
    def signs_differ(self) -> bool:
        """Whether work pays with another sign than the mean, or where that is the same, with both signs."""
        less = any(each.high is not None and each.high < 0 for each in self.by_workload.values())
        more = any(each.low is not None and each.low > 0 for each in self.by_workload.values())
        return {"faster": less, "slower": more, "same": less and more}[self.twin_is]


def _cost(evidence: Evidence, target: Target) -> Sentence:
    case, targets = Case(evidence, target), evidence.manifest.targets
    twin = gil_twin(target, targets)
    if twin is None:
        raise CannotSayError(f"not measured: {no_twin(target, targets)}")
    costs = _costs(case, twin)
    return sentence(
        _COST,
        target,
        "holds" if costs.twin_is == "faster" else "does not hold",
        _text(target.id, twin, costs) + _not_in_it(twin),
        costs.mean,
        unit="%",
        evidence="interpreters",
    )


def _costs(case: Case, twin: Twin) -> _Costs:
    """Return the costs; raise CannotSayError where nothing was measured on both sides or the mean is undecided."""
    free, locked = case.target.id, twin.target.id
    pairs = _serial_pairs(case.evidence, free, locked)
    ratios = {name: each for name, (one, two) in pairs.items() if (each := ratio(one.rounds, two.rounds)) is not None}
    mean = mean_ratio([(one.rounds, two.rounds) for one, two in pairs.values()])  # above 1: slower without the GIL
    if mean is None or mean.rounds < FEWEST_ROUNDS:
        raise CannotSayError(
            f"not measured: fewer than {FEWEST_ROUNDS} rounds of serial pure-Python code on both it and {locked}"
        )
    by_workload = {name: _more(factor) for name, factor in sorted(ratios.items(), key=lambda item: item[1].value)}
    try:
        found = case.clear(mean, f"serial time on {free} ÷ that on its twin {locked}")
    except CannotSayError as reason:
        raise CannotSayError(f"{reason} ({_each(by_workload)})") from None
    return _Costs(by_workload, _more(mean), found)


def _serial_pairs(evidence: Evidence, free: str, locked: str) -> dict[str, tuple[Summary, Summary]]:
    """Return the sound serial trials of pure-Python CPU work that both targets have, by workload."""
    pairs = {}
    for each in evidence.on(free):
        if each.trial.strategy == SERIAL and workload_class(each.workload) == PURE_PYTHON and _tells(each):
            twin = evidence.find(locked, each.workload.name, SERIAL, each.trial.workers)
            if twin is not None and _tells(twin):
                pairs[each.workload.name] = each, twin
    return pairs


def _tells(serial: Summary) -> bool:
    """Return whether its time is that of one thread, and sound."""
    return serial.sound and not serial.objections


def _more(factor: Estimate) -> Estimate:
    low, high = (None if end is None else 100 * (end - 1) for end in (factor.low, factor.high))
    return Estimate(100 * (factor.value - 1), low, high, factor.rounds)


def _text(free: str, twin: Twin, costs: _Costs) -> str:
    several = len(costs.by_workload) > 1
    what = (
        "serial pure Python took on average"
        if several
        else f"serial pure Python ({next(iter(costs.by_workload))} alone) took"
    )
    return f"On {free}, {what} {_longer(twin, costs)}.{_ends_of(costs) if several else ''}"


def _longer(twin: Twin, costs: _Costs) -> str:
    """Say how much longer it took, with the interval; of the same build its id says enough."""
    than = twin.target.id if twin.target.facts.free_threaded else f"{twin.target.id}, built alike with a GIL"
    if costs.twin_is == "same":
        mean, low, high = signed_percents(costs.mean.value, *_ends(costs.mean))
        return f"about as long as on {than} ({mean} %, {low} to {high} %)"
    value, *ends = percents(abs(costs.mean.value), *sorted(map(abs, _ends(costs.mean))))
    longer = "longer" if costs.twin_is == "faster" else "less time"
    return f"{value} % {longer} than on {than} ({'–'.join(ends)} %)"


def _not_in_it(twin: Twin) -> str:
    """Say what a switched GIL cannot tell; nothing where the twin is a build with a GIL."""
    return " Both are the same build: what that costs is not in it." if twin.target.facts.free_threaded else ""


def _ends_of(costs: _Costs) -> str:
    """Name the workloads that pay least and most, with a "but" where they differ in the sign of what they pay."""
    (least, low), *_, (most, high) = costs.by_workload.items()
    first, last = signed_percents(low.value, high.value)
    begins = "But from" if costs.signs_differ else "From"
    return f" {begins} {least} ({first} %) to {most} ({last} %), {spelled(len(costs.by_workload))} benchmarks."


def _each(by_workload: dict[str, Estimate]) -> str:
    names = list(by_workload)
    signed = signed_percents(*(each.value for each in by_workload.values()))
    if len(names) > _MOST_NAMED:
        return f"from {signed[0]} % ({names[0]}) to {signed[-1]} % ({names[-1]}), {len(names)} workloads"
    return listed([f"{name} {value} %" for name, value in zip(names, signed, strict=True)])


def _ends(estimate: Estimate) -> list[float]:
    """Return the ends of an interval; a rule that decides has one."""
    return [end for end in (estimate.low, estimate.high) if end is not None]


CLAIMS = (
    Claim(
        id=_COST,
        order=30,
        says="Without the GIL serial code is slower.",
        source=Source("PEP 703"),
        needs='every "pure-Python CPU" workload under serial, on that Python and on its twin with a GIL',
        refuted="serial code that takes no longer than on the twin with a GIL",
        applies=without_gil,
        elsewhere="no Python of this run has its GIL off",
        rule=_cost,
    ),
)
