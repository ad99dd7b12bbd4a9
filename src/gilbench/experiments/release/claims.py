"""Whether it always helps to release the GIL for a C call."""

from gilbench import fmt
from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, sentence, sound, with_gil
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.release.curve import Point, Range, points_of, range_of
from gilbench.experiments.release.trials import NAME, TOLD, beside, length, together
from gilbench.interpreters.target import Target
from gilbench.model import Estimate, Sentence

_HELPS = "releasing-helps"


def _always_helps(evidence: Evidence, target: Target) -> Sentence:
    curve, waits = _curve(evidence, target), _beside(evidence, target)
    where = range_of(curve)
    if where.loses is not None:
        text, rests_on, unit = _loses(where, where.loses)
        more = f" {_waits(waits, fmt.ratio(_slowdown(waits).value))}" if _clearly_waits(waits) else ""
        text = f"On {target.id}, releasing the GIL {text}.{more}"
        return sentence(_HELPS, target, "does not hold", text, rests_on, unit=unit, evidence=NAME)
    slowdown = _slowdown(waits)
    if _clearly_waits(waits):
        text = f"On {target.id}, releasing the GIL does not always help. {_waits(waits, fmt.ratio_interval(slowdown))}"
        return sentence(_HELPS, target, "does not hold", text, slowdown, unit="×", evidence=NAME)
    if all(each.gains for each in curve) and slowdown.high is not None and slowdown.high < 1:
        shortest = curve[0]
        text = (
            f"On {target.id}, releasing the GIL helps calls of every length measured: two threads do "
            f"{fmt.ratio_interval(shortest.speedup)} of what one does at {fmt.time(shortest.length.value)} a call."
        )
        return sentence(_HELPS, target, "holds", text, shortest.speedup, unit="×", evidence=NAME)
    raise CannotSayError("undecided: neither a loss nor a gain of released calls is clear at every length")


def _loses(where: Range, loses: Point) -> tuple[str, Estimate, str]:
    """Say where two threads lose, with the estimate that says it and its unit."""
    if where.pays_from is not None:
        return f"pays only for calls from {fmt.time_interval(where.pays_from)} on in two threads", where.pays_from, "s"
    calls = f"where a call takes {fmt.time(loses.length.value)}"
    return f"makes two threads {fmt.ratio_interval(loses.speedup)} as fast as one {calls}", loses.speedup, "×"


def _waits(waits: Summary, slowdown: str) -> str:
    """Say how long released calls wait, as a sentence."""
    calls = fmt.time(waits.figures["call_length"].value)
    return f"Beside a thread that computes, a call of {calls} takes {slowdown} as long as with the GIL held."


def _curve(evidence: Evidence, target: Target) -> list[Point]:
    """Return the points of two threads; raises CannotSayError if there are none, or one of them is in doubt."""
    trials = [sound(each, _called(each)) for each in together(evidence, target.id)]
    if not trials:
        raise CannotSayError("not measured: release with two threads is not in this run")
    return points_of(trials)


def _beside(evidence: Evidence, target: Target) -> Summary:
    for each in beside(evidence, target.id):
        if length(each.trial) == TOLD:
            return sound(each, _called(each))
    raise CannotSayError("not measured: release beside a thread that computes is not in this run")


def _slowdown(waits: Summary) -> Estimate:
    return waits.figures["released_by_held"]


def _clearly_waits(waits: Summary) -> bool:
    low = _slowdown(waits).low
    return low is not None and low > 1


def _called(summary: Summary) -> str:
    return f"calls of {fmt.time(length(summary.trial) / 1e6)}"


CLAIMS = (
    Claim(
        id=_HELPS,
        order=44,
        says="Releasing the GIL for a C call always helps.",
        source=GILBENCH,
        needs="release with two threads at every length, and beside a thread that computes",
        refuted="a length of call at which two threads lose by releasing",
        applies=with_gil,
        elsewhere="there is no GIL to release",
        rule=_always_helps,
    ),
)
