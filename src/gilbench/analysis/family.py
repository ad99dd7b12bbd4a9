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
        (1), 1995: of m p-values in their order the k-th is the last that is not above LEVEL · k / m, which this is.
        Where none is so low it is that of the first.
        """
        if not self.p_values:
            return LEVEL
        count = len(self.p_values)
        places = enumerate(sorted(self.p_values), 1)
        passed = max((place for place, each in places if each * (count / place) <= LEVEL), default=1)
        return LEVEL * passed / count
