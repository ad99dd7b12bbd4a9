"""Estimates with their 95 % intervals: how rounds reduce to one figure.

Everything positive (seconds, ratios) is averaged on the log scale, where a factor of two up weighs as much as one
down. The unit of statistics is the round: values inside a round share its process and its noise.
"""

import math
import statistics
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, reduce
from operator import add

from gilbench.model import Estimate

CONFIDENCE = 0.95

_MANY = 8  # values that numpy adds in another order than one by one


def interval_of_mean(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the 95 % interval of the mean by Student's t, None with fewer than two values.

    Of any number of rounds: where both sides of a comparison meet the same noise, a bootstrap of the mean is falsely
    narrow with 40 rounds still (docs/method.md, "How the statistics were checked"). Constant data has a degenerate
    interval at its value.
    """
    if len(values) < 2:  # noqa: PLR2004  one value has no spread
        return None
    mean, half_width = statistics.fmean(values), student_half_width(values)
    return mean - half_width, mean + half_width


def interval_of_median(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the 95 % interval of the median from the order of the values; None with fewer than six.

    Outliers do not widen it. Of repeats within one process it speaks for that process only: another one may be faster
    or slower by more than that.
    """
    places = around_quantile(len(values), 0.5)
    if places is None:
        return None
    ordered = sorted(values)
    return float(ordered[places[0]]), float(ordered[places[1]])


@cache  # a run asks for few numbers of values, very often
def around_quantile(count: int, share: float) -> tuple[int, int] | None:
    """Return which of so many values in their order are the ends of the 95 % interval of a quantile, from 0 on.

    How many values are below a quantile has a binomial distribution, whatever that of the values. None if the quantile
    may lie outside all of them.
    """
    from scipy import special  # noqa: PLC0415  heavy, and listing must not cost it; `scipy.stats` is far heavier

    def least(probability: float) -> int:
        return bisect_left(range(count + 1), probability, key=lambda below: special.bdtr(below, count, share))

    low, high = least((1 - CONFIDENCE) / 2), least((1 + CONFIDENCE) / 2)
    return (low - 1, high) if low >= 1 and high < count else None


def student_half_width(values: Sequence[float]) -> float:
    """Return half the width of Student's 95 % interval of the mean; infinite with fewer than two values."""
    if len(values) < 2:  # noqa: PLR2004  one value has no spread
        return math.inf
    if min(values) == max(values):  # without the rounding error that a standard deviation would have
        return 0.0
    return t_quantile(len(values)) * standard_deviation(values) / math.sqrt(len(values))


def standard_deviation(values: Sequence[float]) -> float:
    """Return the standard deviation of two values or more, as a sample of what they might have been.

    The same to the last digit as numpy's, which adds fewer than eight values one by one and takes longer to begin than
    a report can spare for each of its hundred thousand.
    """
    count = len(values)
    if count >= _MANY:
        import numpy as np  # noqa: PLC0415  as below

        return float(np.std(values, ddof=1))
    mean = reduce(add, values) / count
    return math.sqrt(reduce(add, [(each - mean) * (each - mean) for each in values]) / (count - 1))


@cache
def t_quantile(rounds: int) -> float:
    """Return how many standard errors the 95 % interval of a mean reaches to either side, for two rounds or more."""
    from scipy import special  # noqa: PLC0415  heavy, and listing claims must not cost it

    return float(special.stdtrit(rounds - 1, (1 + CONFIDENCE) / 2))


def geometric_mean(logs: Sequence[float]) -> Estimate:
    """Return the geometric mean of one factor per round, given as natural logarithms, with its interval.

    Raises statistics.StatisticsError if there are none.
    """
    interval = interval_of_mean(logs)
    low, high = (None, None) if interval is None else (math.exp(interval[0]), math.exp(interval[1]))
    return Estimate(math.exp(statistics.fmean(logs)), low, high, len(logs))


def typical(rounds: Sequence[float]) -> Estimate:
    """Return the median of one value per round, of any sign, with the interval of the mean.

    The interval is widened to hold the median where outliers pull the mean away from it.
    """
    middle, interval = statistics.median(rounds), interval_of_mean(rounds)
    if interval is None:
        return Estimate(middle, None, None, len(rounds))
    return Estimate(middle, min(interval[0], middle), max(interval[1], middle), len(rounds))


def typical_seconds(rounds: Sequence[float]) -> Estimate:
    """Return the median of the seconds of each round, with the interval of the mean on the log scale.

    The interval is widened to hold the median where outliers pull the mean away from it.
    """
    middle, interval = statistics.median(rounds), interval_of_mean([math.log(each) for each in rounds])
    if interval is None:
        return Estimate(middle, None, None, len(rounds))
    return Estimate(middle, min(math.exp(interval[0]), middle), max(math.exp(interval[1]), middle), len(rounds))
