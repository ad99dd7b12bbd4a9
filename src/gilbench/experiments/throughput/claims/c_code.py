"""C code scales with threads if and only if it releases the GIL."""

from collections.abc import Mapping
from dataclasses import dataclass

from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.experiments.throughput.claims.members import Member, named, opposed
from gilbench.fmt import measured, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import C_KEEPS_GIL, C_RELEASES_GIL, workload_class

_ID = "c-scales-iff-released"


def _c_scales_iff_released(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    released, held = _measured(case)
    against = any(_opposed(case, each) for each in (released, held))
    text = f"On {target.id}, {_of_members(case, released, held) if against else _of_the_pair(case, released, held)}"
    as_said = released.gains and not held.gains and not against
    decided: Decided = "holds" if as_said else "does not hold"
    return sentence(_ID, target, decided, text, released.speedup, unit="×", evidence="heat-map")


def of_c_code(case: Case) -> Mapping[str, Told]:
    """Return what is said of threads and C code, released and held; raise CannotSayError if nothing is."""
    released, held = _measured(case)
    return {
        side.workload_class: Told(side.gains, side.workload, whole_class=not _opposed(case, side))
        for side in (released, held)
    }


@dataclass(frozen=True)
class _Side:
    """What threads do for one side of the comparison."""

    workload_class: str
    workload: str
    speedup: Estimate
    gains: bool


def _measured(case: Case) -> tuple[_Side, _Side]:
    """Return both sides; raise CannotSayError where one is open, or the machine may be why nothing scales."""
    released, held = _sides(case)
    fast, slow = case.speedup(released), case.speedup(held)
    if not case.target.facts.gil_enabled:
        raise CannotSayError(
            "does not apply: without the GIL there is nothing to release "
            f"({released} reached {times(fast.value)}, {held} {times(slow.value)} with {case.crew})"
        )
    for each, speedup in ((released, fast), (held, slow)):
        case.require_cpus_for(each, speedup)
    scales = case.gains(fast, case.threads_on(released))
    scales_held = case.gains(slow, case.threads_on(held))
    if not scales:
        case.headroom(released)
    return _Side(C_RELEASES_GIL, released, fast, scales), _Side(C_KEEPS_GIL, held, slow, scales_held)


def _of_the_pair(case: Case, released: _Side, held: _Side) -> str:
    fast, slow = measured(released.speedup), times(held.speedup.value)
    if not released.gains:
        return f"C code ran no faster in {case.crew} where it released the GIL ({fast}). Where it kept it: {slow}."
    if held.gains:
        return f"C code ran faster in {case.crew} whether it released the GIL ({fast}) or kept it ({slow})."
    return f"C code ran faster in {case.crew} where it released the GIL ({fast}), not where it kept it ({slow})."


def _of_members(case: Case, released: _Side, held: _Side) -> str:
    """Name those that threads do something else for than for the pair."""
    return (
        f"whether C code ran faster in {case.crew} did not hang on the GIL alone. Released: {released.workload} "
        f"({measured(released.speedup)}){_but(case, released)}. Kept: {held.workload} "
        f"({times(held.speedup.value)}){_but(case, held)}."
    )


def _but(case: Case, side: _Side) -> str:
    """Return the members of its class that threads clearly do the opposite for; empty if there are none."""
    against = _opposed(case, side)
    return f", but {named(against)}" if against else ""


def _opposed(case: Case, side: _Side) -> list[Member]:
    return opposed(case, side.workload_class, side.workload, gains=side.gains)


def _sides(case: Case) -> tuple[str, str]:
    """Return the released and the held workload: the two sides of a pair, else the leads of the two classes."""
    released, held = case.lead(C_RELEASES_GIL), case.lead(C_KEEPS_GIL)
    partners = [
        each.name
        for each in sorted(case.target.catalogue.workloads, key=lambda each: each.parameters != released.parameters)
        if released.pair is not None
        and each.pair == released.pair
        and each.missing is None
        and workload_class(each) == C_KEEPS_GIL
    ]
    return released.name, partners[0] if partners else held.name


C_SCALES_IFF_RELEASED = Claim(
    id=_ID,
    order=40,
    says="C code scales with threads if and only if it releases the GIL.",
    source=essay(3),
    needs=(
        'the lead of "C that releases the GIL" and its pair (else the lead of "C that keeps the GIL") under serial and '
        "thread, the first under warm processes too"
    ),
    refuted="a held side that gains, or a released one that does not",
    applies=any_target,
    elsewhere="",
    rule=_c_scales_iff_released,
)

CLAIMS = (C_SCALES_IFF_RELEASED,)
