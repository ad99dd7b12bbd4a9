"""Comparisons that are judged together: the more of them there are, the more of them look like a difference by luck."""

from dataclasses import dataclass
from functools import cached_property

from gilbench.analysis.intervals import CONFIDENCE

LEVEL = 1 - CONFIDENCE  # share of what is called a difference that is none, on average


@dataclass(frozen=True)
class Family:
    """Some comparisons, under a name that tells a reader which."""

    name: str
    p_values: tuple[float, ...]  # two-sided, not adjusted

    @cached_property
    def significance(self) -> float:
        """The p-value that a comparison must not exceed to be called a difference among all of these.

        Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57
        (1), 1995, as scipy adjusts p-values by it: of k that stay below LEVEL among m, it is LEVEL · k / m. Where none
        does it is that of the first.
        """
        if not self.p_values:
            return LEVEL
        from scipy import stats  # noqa: PLC0415  heavy, and listing claims must not cost it

        adjusted = stats.false_discovery_control(self.p_values, method="bh")
        passed = sum(float(each) <= LEVEL for each in adjusted)
        return LEVEL * max(passed, 1) / len(self.p_values)
