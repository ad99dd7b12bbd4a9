"""Quantiles of latencies with their 95 % intervals: of each round, or of all rounds' requests where one has too few."""

import math
from collections.abc import Sequence

from gilbench.analysis.intervals import around_quantile, typical_seconds
from gilbench.model import Estimate


def has_enough(share: float, count: int) -> bool:
    """Tell whether so many values have a quantile: whether one of them lies beyond it, on average."""
    return count * (1 - share) >= 1 - 1e-9


def quantile(share: float, rounds: Sequence[Sequence[float]]) -> Estimate | None:
    """Return the quantile of the values of these rounds, seconds above 0; infinite ones are those never answered.

    It is the median over rounds of each one's quantile where all have enough values for it; else that of all values
    together, whose interval is from the order of the values. None where there are too few, or it is infinite.
    """
    if len(rounds) > 1 and all(has_enough(share, len(each)) for each in rounds):
        values = [_nearest(share, sorted(each)) for each in rounds]
        return typical_seconds(values) if all(map(math.isfinite, values)) else None
    together = sorted(value for each in rounds for value in each)
    if not has_enough(share, len(together)) or not math.isfinite(_nearest(share, together)):
        return None
    return Estimate(_nearest(share, together), *_by_order(share, together), len(rounds))


def difference(one: Estimate, other: Estimate) -> Estimate:
    """Return one minus the other with its interval, for two that were measured apart.

    Each side's distance to its bound counts by its square (Zou and Donner, Construction of confidence limits about
    effect measures, Statistics in Medicine 2008), which needs no symmetric intervals.
    """
    value, rounds = one.value - other.value, min(one.rounds, other.rounds)
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return Estimate(value, None, None, rounds)
    below = math.hypot(one.value - one.low, other.high - other.value)
    above = math.hypot(one.high - one.value, other.value - other.low)
    return Estimate(value, value - below, value + above, rounds)


def _nearest(share: float, ordered: Sequence[float]) -> float:
    """Return the smallest value that is not below this share of them."""
    return ordered[max(0, math.ceil(share * len(ordered) - 1e-9) - 1)]


def _by_order(share: float, ordered: Sequence[float]) -> tuple[float | None, float | None]:
    """Return the values between which the quantile lies with 95 % or more; none if it may lie outside."""
    places = around_quantile(len(ordered), share)
    if places is None or not math.isfinite(ordered[places[1]]):
        return None, None
    return ordered[places[0]], ordered[places[1]]
