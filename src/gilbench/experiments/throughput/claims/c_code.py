"""C code scales with threads if and only if it releases the GIL."""

from gilbench.analysis.claims import CannotSayError, Claim, any_target, sentence
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.claims.case import Case
from gilbench.fmt import interval, times
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Sentence
from gilbench.plan.classes import C_KEEPS_GIL, C_RELEASES_GIL, workload_class

_ID = "c-scales-iff-released"


def _c_scales_iff_released(evidence: Evidence, target: Target) -> Sentence:
    case = Case(evidence, target)
    released, held = _sides(case)
    fast, slow = case.speedup(released), case.speedup(held)
    if not case.target.facts.gil_enabled:
        raise CannotSayError(
            "does not apply: without the GIL there is nothing to release "
            f"({released} reached {times(fast.value)}, {held} {times(slow.value)} with {case.crew})"
        )
    scales = case.gains(fast, f"thread × {case.workers} on {released}")
    stays = not case.gains(slow, f"thread × {case.workers} on {held}")
    if not scales:
        case.headroom(released)
        verdict = "C code does not scale with threads although it releases the GIL"
    elif stays:
        verdict = "C code scales with threads if and only if it releases the GIL"
    else:
        verdict = "C code scales with threads although it keeps the GIL"
    text = (
        f"{verdict}, on {case.target.id}: {times(fast.value)} the serial speed with {case.crew} when released "
        f"({interval(fast)}; {released}), {times(slow.value)} when held ({held})."
    )
    decided: Decided = "holds" if scales and stays else "does not hold"
    return sentence(_ID, case.target, decided, text, fast, unit="×", evidence="heat-map")


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
    needs=(
        'the lead of "C that releases the GIL" and its pair (else the lead of "C that keeps the GIL") under serial and '
        "thread, the first under warm processes too"
    ),
    applies=any_target,
    elsewhere="",
    rule=_c_scales_iff_released,
)

CLAIMS = (C_SCALES_IFF_RELEASED,)
