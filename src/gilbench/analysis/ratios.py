"""Two sides measured in the same rounds: the ratio between them, and what may be said about it."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gilbench.analysis.intervals import CONFIDENCE, geometric_mean, t_quantile
from gilbench.model import Estimate

MARGIN = 0.05  # a smaller difference is not called one
FEWEST_ROUNDS = 3  # with fewer, nothing is concluded

Difference = Literal["faster", "slower", "same", "undecided"]
Seconds = Mapping[int, float]  # by round


@dataclass(frozen=True)
class Standard:
    """What it takes to be called a difference."""

    margin: float = MARGIN  # share: who asks does not care about less
    floor: float = 0.0  # share: what identical code differed by
    floor_rounds: int = 0  # those that this is of; 0: of any number
    significance: float = 1 - CONFIDENCE  # p-value that must not be exceeded, lower where many are judged together

    @property
    def least(self) -> float:
        """The share that an effect must reach, in as many rounds as the noise floor is of."""
        return max(self.margin, self.floor)

    def least_in(self, rounds: int) -> float:
        """Return the share that an effect must reach in so many rounds: the fewer, the more identical code differs."""
        return max(self.margin, self.floor_in(rounds))

    def floor_in(self, rounds: int) -> float:
        """Return the share that identical code would differ by in so many rounds."""
        few = max(1.0, self.floor_rounds / max(1, rounds))
        return math.expm1(math.log1p(self.floor) * math.sqrt(few))


USUAL = Standard()  # for a single comparison on a quiet machine


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


def difference(estimate: Estimate, standard: Standard = USUAL, p: float | None = None) -> Difference:
    """Return what a ratio says: above 1 is faster. The only judge there is, of pages and of `gilbench compare`.

    *Faster* or *slower* when the interval excludes 1, the effect reaches the margin and the noise floor, and the
    p-value the significance: `p`, or else that which the interval implies. *Same* when the whole interval is inside the
    margin: noise does not make things the same. Else *undecided*, as always without an interval.
    """
    if estimate.low is None or estimate.high is None:
        return "undecided"
    surprise = p_value(estimate) if p is None else p
    if not estimate.low <= 1 <= estimate.high and surprise <= standard.significance:
        least = standard.least_in(estimate.rounds)
        if estimate.value >= 1 + least:
            return "faster"
        if estimate.value <= 1 / (1 + least):
            return "slower"
    if estimate.low >= 1 / (1 + standard.margin) and estimate.high <= 1 + standard.margin:
        return "same"
    return "undecided"


def doubtful(estimate: Estimate, standard: Standard = USUAL) -> bool:
    """Return whether identical code differed by more than both sides of a ratio do, and by more than the margin."""
    least = 1 + standard.least_in(estimate.rounds)
    return standard.floor > standard.margin and 1 / least < estimate.value < least


def p_value(estimate: Estimate) -> float:
    """Return how often identical sides would be at least this far apart, read back from the 95 % interval.

    Two-sided, that of Student's t like the interval. 1 without an interval.
    """
    if estimate.low is None or estimate.high is None:
        return 1.0
    effect = abs(math.log(estimate.value))
    reach = abs(math.log(estimate.value / (estimate.low if estimate.value >= 1 else estimate.high)))
    if reach == 0.0:  # data without any spread
        return 1.0 if effect == 0.0 else 0.0
    from scipy import special  # noqa: PLC0415  heavy, and listing claims must not cost it

    return float(2 * special.stdtr(estimate.rounds - 1, -effect / reach * t_quantile(estimate.rounds)))


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
