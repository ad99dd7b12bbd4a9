"""One time ÷ another of another trial, and the size from which sharing memory beats sending copies."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from gilbench.analysis.ratios import MARGIN
from gilbench.experiments.payload.figures import round_trip
from gilbench.experiments.payload.records import SIZES
from gilbench.model import Estimate


class Crossing(NamedTuple):
    """From where on sharing beats copying: above `after`, and at the latest from `size` on."""

    after: int | None  # bytes: the largest size measured at which it does not clearly; None if it does at every size
    size: int  # bytes: the smallest size measured from which on it always does
    largest: int  # bytes
    gain: Estimate  # the time of copying ÷ that of sharing, at the largest size


def quotient(one: Estimate, other: Estimate) -> Estimate | None:
    """Return one time ÷ another, of trials that share no rounds; None without both intervals, or if they reach 0.

    The interval is that of a difference of logarithms by the method of variance estimates recovery: the distances of
    each end from its estimate, squared and added (Zou and Donner, "Construction of confidence limits about effect
    measures: a general approach", Statistics in Medicine 27, 2008).
    """
    ends = (one.low, one.high, other.low, other.high)
    if any(end is None or end <= 0 for end in ends):
        return None
    low, high, other_low, other_high = (math.log(end) for end in ends if end is not None)
    value, other_value = math.log(one.value), math.log(other.value)
    down = math.hypot(value - low, other_high - other_value)
    up = math.hypot(high - value, other_value - other_low)
    middle = value - other_value
    rounds = min(one.rounds, other.rounds)
    return Estimate(math.exp(middle), math.exp(middle - down), math.exp(middle + up), rounds)


def is_more(of: Estimate) -> bool:
    """Tell whether a quotient is clearly above 1, by more than the margin."""
    return of.low is not None and of.low > 1 and of.value >= 1 + MARGIN


def is_no_more(of: Estimate) -> bool:
    """Tell whether more than the margin above 1 is ruled out."""
    return of.high is not None and of.high < 1 + MARGIN


def gains(copied: Mapping[str, Estimate], shared: Mapping[str, Estimate]) -> dict[int, Estimate]:
    """Return the time of copying ÷ that of sharing by size, ascending, where both are known with an interval."""
    names = {size: round_trip(size) for size in SIZES}
    both = {size: name for size, name in names.items() if name in copied and name in shared}
    found = {size: quotient(copied[name], shared[name]) for size, name in both.items()}
    return {size: each for size, each in found.items() if each is not None}


def crossing(of: Mapping[int, Estimate]) -> Crossing | None:
    """Return from where on sharing beats copying; None if it does not at the largest size."""
    sizes = sorted(of)
    beaten = [size for size in sizes if not is_more(of[size])]
    above = [size for size in sizes if not beaten or size > beaten[-1]]
    if not above:
        return None
    return Crossing(beaten[-1] if beaten else None, above[0], sizes[-1], of[sizes[-1]])
