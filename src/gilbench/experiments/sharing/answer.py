"""What sharing was found to cost on one interpreter, in a sentence or three."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.sharing.trials import ADDS, LOCKED, called, costs, could_show, is_free, ladder, step_of
from gilbench.interpreters.target import Target

_TOLD = 0.001  # share below which a loss is told as a bound


def answer(evidence: Evidence, target: Target) -> str:
    """Return what sharing costs most, what it costs nothing, and what is lost; empty where nothing was measured."""
    found = ladder(evidence, target.id)
    if not found:
        return ""
    costly = sorted((each for each in found if costs(each)), key=_cost, reverse=True)
    free = [each for each in found if is_free(each) and could_show(each, target)]
    parts = (
        _costly(target, costly) if costly else _not_clear(target, found, free),
        _free(free) if costly and free else "",
        *(_lost(each) for each in found if step_of(each.trial) == ADDS),
    )
    return " ".join(each for each in parts if each)


def _cost(summary: Summary) -> float:
    return summary.figures["sharing_cost"].value


def _costly(target: Target, costly: Sequence[Summary]) -> str:
    most, *others = costly
    figures = most.figures
    shared, private = (fmt.ratio(figures[f"sharing_{side}_speedup"].value) for side in ("shared", "private"))
    least = f"; the least of what costs is {fmt.ratio(_cost(others[-1]))} for {called(others[-1])}" if others else ""
    more = "" if LOCKED not in {step_of(each.trial) for each in costly} else " A lock each instead of one helps."
    return (
        f"Sharing costs CPU time on {target.id}: {called(most)} that two threads share takes "
        f"{fmt.ratio_interval(figures['sharing_cost'])} as much as with one each{least}. Two threads do {shared} the "
        f"work of one there, instead of {private}.{more}"
    )


def _not_clear(target: Target, found: Sequence[Summary], free: Sequence[Summary]) -> str:
    dearest = max(found, key=_cost)
    told = (
        f"{called(dearest)}, the dearest of {len(found)}, takes {fmt.ratio_interval(dearest.figures['sharing_cost'])}"
    )
    if len(free) == len(found):
        return f"Sharing costs no CPU time on {target.id}: {told} as much as with one for each thread."
    apart = "" if all(could_show(each, target) for each in found) else ", but threads seldom ran side by side"
    return f"Whether sharing costs CPU time on {target.id} is not clear: {told} as much as with one each{apart}."


def _free(free: Sequence[Summary]) -> str:
    return f"No cost shows for {fmt.listed([called(each) for each in free])}."


def _lost(summary: Summary) -> str:
    lost = summary.figures["sharing_lost"].value
    if not lost:
        return "Without a lock no increment was lost."
    told = f"fewer than {fmt.share(_TOLD)}" if lost < _TOLD else fmt.share(lost)
    return f"Without a lock {told} of the increments were lost."
