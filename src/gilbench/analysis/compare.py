"""Two sides measured in the same rounds: the ratio between them, and what may be said about it."""

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Literal

from gilbench.analysis.intervals import geometric_mean
from gilbench.model import Estimate

MARGIN = 0.05  # a smaller difference is not called one
FEWEST_ROUNDS = 3  # with fewer, nothing is concluded

Difference = Literal["faster", "slower", "same", "undecided"]
Seconds = Mapping[int, float]  # by round


def log_ratios(base: Seconds, other: Seconds) -> dict[int, float]:
    """Return log(base / other) for every round that measured both; what no round measured together is never paired."""
    return {each: math.log(base[each] / other[each]) for each in sorted(base.keys() & other.keys())}


def ratio(base: Seconds, other: Seconds) -> Estimate | None:
    """Return base time ÷ other time (above 1: the other is faster), None without a common round."""
    return mean_ratio([(base, other)])


def mean_ratio(pairs: Sequence[tuple[Seconds, Seconds]]) -> Estimate | None:
    """Return the geometric mean over several (base, other) pairs, None without a round common to all of them.

    The pairs of a round are averaged first, because they share its noise; the interval is that of the rounds.
    """
    logs = [log_ratios(base, other) for base, other in pairs]
    common = set.intersection(*(set(each) for each in logs)) if logs else set()
    if not common:
        return None
    return geometric_mean([statistics.fmean(each[number] for each in logs) for number in sorted(common)])


def difference(estimate: Estimate, margin: float = MARGIN) -> Difference:
    """Return what a ratio says: above 1 is faster.

    *Faster* or *slower* when the interval excludes 1 and the effect reaches the margin, *same* when the whole interval
    is inside the margin, else *undecided*; always undecided without an interval.
    """
    if estimate.low is None or estimate.high is None:
        return "undecided"
    if estimate.low > 1 and estimate.value >= 1 + margin:
        return "faster"
    if estimate.high < 1 and estimate.value <= 1 / (1 + margin):
        return "slower"
    if estimate.low >= 1 / (1 + margin) and estimate.high <= 1 + margin:
        return "same"
    return "undecided"


def rounds_to_decide(estimate: Estimate, margin: float = MARGIN) -> int | None:
    """Return how many rounds would narrow the interval to the margin: n · (half-width ÷ margin)², on the log scale.

    None without an interval, or if it is that narrow already: then the effect itself is close to the margin.
    """
    if estimate.low is None or estimate.high is None:
        return None
    half_width = math.log(estimate.high / estimate.low) / 2
    needed = math.ceil(estimate.rounds * (half_width / math.log1p(margin)) ** 2)
    return needed if needed > estimate.rounds else None


def overlapping(one: Estimate, other: Estimate) -> bool:
    """Return whether two intervals meet; an estimate without one meets nothing."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low <= other.high and other.low <= one.high
