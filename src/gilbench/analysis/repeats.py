"""Estimates of what is repeated within a call: over rounds where there are several, else over the repeats of the one.

The interval of a single round speaks for its process and no other: another one may be faster or slower by more than
that.
"""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace

from gilbench.analysis.intervals import geometric_mean, interval_of_median, typical_seconds
from gilbench.model import Estimate

Rounds = Sequence[Sequence[float]]  # repeats, by round; at least one of each


def over(
    rounds: Rounds, middle: Callable[[Sequence[float]], float], estimate: Callable[[Sequence[float]], Estimate]
) -> Estimate:
    """Reduce each round to its middle, and these to an estimate; the repeats themselves where there is one round."""
    if len(rounds) > 1:
        return estimate([middle(each) for each in rounds])
    return replace(estimate(rounds[0]), rounds=1)


def seconds(rounds: Rounds) -> Estimate:
    """Return the median of the medians of seconds, as `typical_seconds` does."""
    return over(rounds, statistics.median, typical_seconds)


def factor(rounds: Rounds) -> Estimate:
    """Return the geometric mean of factors, given as natural logarithms."""
    return over(rounds, statistics.fmean, geometric_mean)


def by_order(values: Sequence[float]) -> Estimate:
    """Return the median of one round's repeats with the interval of their order, which outliers do not widen."""
    low, high = interval_of_median(values) or (None, None)
    return Estimate(statistics.median(values), low, high, 1)


def seconds_by_order(rounds: Rounds) -> Estimate:
    """Return the same as `seconds`, but a single round has the interval of the order of its repeats."""
    return seconds(rounds) if len(rounds) > 1 else by_order(rounds[0])
