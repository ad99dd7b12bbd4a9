"""Everything a comparison says, decided: renderers only write it down. Ratios are base time ÷ new time."""

from dataclasses import dataclass
from typing import Literal

from gilbench.model import Estimate

Verdict = Literal["faster", "slower", "same", "undecided"]


@dataclass(frozen=True)
class ComparisonRow:
    """The same trial on two sides; a side is a target ("3.13t") or a target of a run ("2026-11-22/3.13t")."""

    trial: str  # Trial.name, the same on both sides
    experiment: str
    workload: str
    workload_class: str
    strategy: str  # its key, with its start method
    workers: int
    target: str  # id of the new side's target
    base: str
    new: str
    ratio: Estimate  # above 1: the new side is faster
    margin: float  # share: what a difference had to reach, the threshold or the noise floor
    verdict: Verdict
    doubts: tuple[str, ...]  # why nothing may be concluded; then the verdict is "undecided"
    rounds_needed: int | None  # about so many, in all, would tell; None unless undecided for want of rounds
    strategy_in_words: str  # as a person reads it


@dataclass(frozen=True)
class ClassRatio:
    """Geometric mean of the ratios of one workload class and one family of strategies, in one experiment.

    Never across families: what holds threads back hardly touches serial code, and a mean of both says neither.
    """

    experiment: str
    workload_class: str  # the experiment where there is no workload
    family: str  # one of FAMILY_ORDER; empty where there is no strategy
    base: str
    new: str
    ratio: Estimate
    rows: int  # how many ratios are in it


@dataclass(frozen=True)
class Comparison:
    """A whole comparison: targets of one run, or runs."""

    paired: bool  # by round; never between runs
    min_effect: float  # share: what was asked for where no threshold says otherwise
    floor: float | None  # share: the largest noise floor of the runs; None if none measured one
    family: int  # rows that were tested together, over which the p-values are adjusted
    rows: tuple[ComparisonRow, ...]  # the lowest ratio first
    means: tuple[ClassRatio, ...]
    one_sided: tuple[str, ...]  # one line per trial that has a result on one side only
    warnings: tuple[str, ...]
