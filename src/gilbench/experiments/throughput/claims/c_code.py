"""C code scales with threads if and only if it releases the GIL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.experiments.throughput.claims.members import Member, named, opposed
from gilbench.fmt import interval, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence
from gilbench.plan.classes import C_KEEPS_GIL, C_RELEASES_GIL, workload_class

_ID = "c-scales-iff-released"
_IFF = "C code scales with threads if and only if it releases the GIL"
_NO_RULE = "Whether C code releases the GIL does not alone decide whether it scales with threads"


def _c_scales_iff_released(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    released, held = _measured(case)
    against = [*_against(case, released, "released"), *_against(case, held, "held")]
    verdict = _NO_RULE if against else _by_the_pair(released, held)
    fast, slow = released.speedup, held.speedup
    text = (
        f"{verdict}, on {case.target.id}: {times(fast.value)} the serial speed with {case.crew} when released "
        f"({interval(fast)}; {released.workload}), {times(slow.value)} when held ({held.workload}){''.join(against)}."
    )
    decided: Decided = "holds" if verdict == _IFF else "does not hold"
    return sentence(_ID, case.target, decided, text, fast, unit="×", evidence="heat-map")


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
    scales = case.gains(fast, case.threads_on(released))
    scales_held = case.gains(slow, case.threads_on(held))
    if not scales:
        case.headroom(released)
    return _Side(C_RELEASES_GIL, released, fast, scales), _Side(C_KEEPS_GIL, held, slow, scales_held)


def _by_the_pair(released: _Side, held: _Side) -> str:
    if not released.gains:
        return "C code does not scale with threads although it releases the GIL"
    return "C code scales with threads although it keeps the GIL" if held.gains else _IFF


def _against(case: Case, side: _Side, state: str) -> Iterator[str]:
    """Yield the members of its class that threads clearly do the opposite for, in words, if there are any."""
    if against := _opposed(case, side):
        yield f", but when {state} too {named(against)}"


def _opposed(case: Case, side: _Side) -> list[Member]:
    return opposed(case, side.workload_class, side.workload, gains=side.gains)


def _sides(case: Case) -> tuple[str, str]:
    """Return the released and the held workload: the two sides of a pair, else the leads of the two classes."""
    released, held = case.lead(C_RELEASES_GIL), case.lead(C_KEEPS_GIL)
    partners = [
        each.name
        for each in case.target.catalogue.workloads
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
