"""The speed-up of two threads of released calls over the length of a call, and from where on it is one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.release.trials import together
from gilbench.model import Estimate

_FIGURES = ("call_length", "released_call_speedup", "released_by_held")


@dataclass(frozen=True)
class Point:
    """Calls of one length."""

    trial: str  # its id
    length: Estimate  # seconds
    speedup: Estimate  # of released calls in two threads
    by_held: Estimate  # time of a released call ÷ of a held one, both in two threads

    @property
    def loses(self) -> bool:
        """Whether two threads are clearly slower than one, and than two that keep the GIL.

        Those meet the same machine, so a loss that other programs make does not count.
        """
        return _is_below(self.speedup) and _is_above(self.by_held)

    @property
    def gains(self) -> bool:
        """Whether two threads are clearly faster than one, and than two that keep the GIL."""
        return _is_above(self.speedup) and _is_below(self.by_held)


def _is_below(estimate: Estimate) -> bool:
    return estimate.high is not None and estimate.high < 1


def _is_above(estimate: Estimate) -> bool:
    return estimate.low is not None and estimate.low > 1


@dataclass(frozen=True)
class Range:
    """Between which of the lengths measured a loss becomes a gain; an end is None where nothing is clear."""

    loses: Point | None  # the longest calls that clearly lose, below all that gain
    gains: Point | None  # the shortest calls from which on all clearly gain
    pays_from: Estimate | None  # seconds; its ends are the lengths of these two; None without both


def points(evidence: Evidence, target: str) -> list[Point]:
    """Return the points of a target that sentences may rest on, the shortest calls first."""
    return points_of([each for each in together(evidence, target) if each.sound])


def points_of(trials: Sequence[Summary]) -> list[Point]:
    """Return the points of these trials, the shortest calls first; those without figures have none."""
    found = [
        Point(each.trial.id, *(each.figures[name] for name in _FIGURES))
        for each in trials
        if "released_call_speedup" in each.figures
    ]
    return sorted(found, key=lambda each: each.length.value)


def range_of(curve: Sequence[Point]) -> Range:
    """Return where a loss becomes a gain, given the points by the length of their calls."""
    gaining = list(takewhile(lambda each: each.gains, reversed(curve)))
    below = curve[: len(curve) - len(gaining)]
    losing = [each for each in below if each.loses]
    if not gaining or not losing:
        return Range(losing[-1] if losing else None, gaining[-1] if gaining else None, None)
    between = [each for each in curve if losing[-1].length.value <= each.length.value <= gaining[-1].length.value]
    ends = losing[-1].length.value, gaining[-1].length.value
    return Range(losing[-1], gaining[-1], Estimate(_crossing(between), *ends, gaining[-1].speedup.rounds))


def _crossing(between: Sequence[Point]) -> float:
    """Return where lines between the points, on logarithmic axes, last rise to a speed-up of 1.

    The first point is below 1 and the last above, so there is such a place.
    """
    one, other = [(a, b) for a, b in pairwise(between) if a.speedup.value <= 1 < b.speedup.value][-1]
    low, high = math.log(one.speedup.value), math.log(other.speedup.value)
    start, end = math.log(one.length.value), math.log(other.length.value)
    return math.exp(start + (end - start) * -low / (high - low))
