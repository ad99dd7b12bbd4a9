"""What release found on one interpreter, in a sentence or three."""

import math

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.intervals import geometric_mean
from gilbench.analysis.summary import Summary
from gilbench.experiments.release.curve import Point, points, range_of
from gilbench.experiments.release.trials import TOLD, beside, length, together
from gilbench.interpreters.target import Target


def answer(evidence: Evidence, target: Target) -> str:
    """Return from which length on releasing the GIL pays and what it costs; empty where nothing was measured."""
    curve = points(evidence, target.id)
    waits = [each for each in beside(evidence, target.id) if each.sound and "released_by_held" in each.figures]
    if not target.facts.gil_enabled:
        threads = [each for each in together(evidence, target.id) if each.sound and "released_by_held" in each.figures]
        return _without_gil(target, [*threads, *waits]) if threads or waits else ""
    told = next((each for each in waits if length(each.trial) == TOLD), None)
    parts = (_pays(target, curve) if curve else "", _beside(target, told) if told else "")
    return " ".join(each for each in parts if each)


def _pays(target: Target, curve: list[Point]) -> str:
    where = range_of(curve)
    if where.pays_from is not None:
        found = f"releasing the GIL pays for calls from {fmt.time_interval(where.pays_from)} on: two threads then gain"
    elif where.gains is not None:
        found = f"two threads gain by releasing the GIL for calls of {_length(where.gains)} and longer"
    elif where.loses is not None:
        found = f"no length was found from which two threads gain; up to {_length(where.loses)} they lose"
    else:
        found = "whether two threads gain by releasing the GIL is not clear at any length"
    short, *_, long = (curve[0], *curve)
    more = f", of {_length(long)} {fmt.ratio_interval(long.speedup)}" if long is not short else ""
    return (
        f"On {target.id} {found}. Of calls of {_length(short)} two threads do {fmt.ratio_interval(short.speedup)} as "
        f"many as one{more}."
    )


def _length(point: Point) -> str:
    return fmt.time(point.length.value)


def _beside(target: Target, waits: Summary) -> str:
    figures = waits.figures
    return (
        f"Beside a thread that computes a call of {fmt.time(figures['call_length'].value)} takes "
        f"{fmt.time_interval(figures['released_call'])} on {target.id} if it releases the GIL, "
        f"{fmt.ratio(figures['released_by_held'].value)} as long as if it keeps it."
    )


def _without_gil(target: Target, both_ways: list[Summary]) -> str:
    taken_together = geometric_mean([math.log(each.figures["released_by_held"].value) for each in both_ways])
    return (
        f"On {target.id} there is no GIL to release: over all lengths taken together, in threads and beside one that "
        f"computes, a call that would release it takes {fmt.ratio_interval(taken_together)} as long as one that would "
        "keep it."
    )
