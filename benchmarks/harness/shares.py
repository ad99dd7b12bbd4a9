"""Shares of verdicts with their intervals, and what a tool would find if it raised as few false alarms as another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import stats


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1; NaN of none."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Clopper and Pearson, which is never too narrow for independent verdicts."""
        if not self.of:
            return 0.0, 1.0
        low, high = stats.binomtest(self.hits, self.of).proportion_ci(method="exact")
        return float(low), float(high)


def threshold(null: Sequence[float], rate: float) -> float:
    """Return the lowest of these scores which at most this share of them exceeds; 0 without scores.

    The scores are those of identical work, so whoever calls what exceeds it different raises false alarms at that rate.
    """
    descending = sorted(null, reverse=True)
    allowed = math.floor(rate * len(descending) + 1e-9)  # 3 of 60 are 5 %, whatever floats make of it
    return descending[allowed] if allowed < len(descending) else 0.0


def at_rate(null: Sequence[float], scores: Sequence[float], rate: float) -> Share:
    """Return how many scores exceed the threshold of this false-alarm rate."""
    limit = threshold(null, rate)
    return Share(sum(score > limit for score in scores), len(scores))
