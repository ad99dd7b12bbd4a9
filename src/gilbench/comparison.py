"""Everything a comparison says, decided: renderers only write it down. Ratios are base time ÷ new time."""

from dataclasses import dataclass
from typing import Literal

from gilbench.model import Estimate

Verdict = Literal["faster", "slower", "same", "undecided"]


@dataclass(frozen=True)
class ComparisonRow:
    """The same trial on two sides; a side is a target ("3.13t") or a target of a run ("2026-11-22/3.13t")."""

    experiment: str
    workload: str
    workload_class: str
    strategy: str  # label
    workers: int
    base: str
    new: str
    ratio: Estimate  # above 1: the new side is faster
    verdict: Verdict
    doubts: tuple[str, ...]  # why nothing may be concluded; then the verdict is "undecided"


@dataclass(frozen=True)
class ClassRatio:
    """Geometric mean of the ratios of one workload class between two sides."""

    workload_class: str
    base: str
    new: str
    ratio: Estimate
    rows: int  # how many ratios are in it


@dataclass(frozen=True)
class Comparison:
    """A whole comparison: targets of one run, or runs."""

    paired: bool  # by round; never between runs
    margin: float  # share: a smaller difference is not called one
    family: int  # rows that were tested together, over which the p-values are adjusted
    rows: tuple[ComparisonRow, ...]  # the lowest ratio first
    means: tuple[ClassRatio, ...]
    one_sided: tuple[str, ...]  # one line per trial that has a result on one side only
    warnings: tuple[str, ...]
