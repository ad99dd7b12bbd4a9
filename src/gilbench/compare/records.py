"""Everything a comparison says, decided: renderers only write it down. Ratios are base time ÷ new time."""

from dataclasses import dataclass
from typing import Literal

from gilbench.model import Estimate, NoiseFloor, Severity

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
    parameters: str  # that are its experiment's own: `beside=primes`; empty without any
    strategy_in_words: str  # as a person reads it, with the parameters
    family: str  # of its strategy; empty where there is none
    before: Estimate  # what the base came to over its rounds, in `unit`
    after: Estimate  # the same of the new side
    unit: str  # as `fmt.quantity` takes it
    noise: float | None  # share: the noise floor of as many rounds; None if no run measured one


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
class Source:
    """One of the runs that were compared, as a reader tells it from another."""

    name: str  # of its folder, without the path
    created: str  # ISO 8601
    gilbench: str  # the version that measured
    usable_cpus: int
    targets: tuple[tuple[str, str], ...]  # id and description of those that took part, in their order
    floor: NoiseFloor | None
    invented: bool
    finished: bool


@dataclass(frozen=True)
class Change:
    """Something beside the code that is not the same on both sides."""

    weight: Severity  # serious: it may well change times by itself; warning: it might; note: every run has others
    what: str  # "kernel", "compiler"
    of: str  # "machine", "settings", or the targets that it is about
    base: str  # the two sides, by run or by target
    new: str
    before: str  # empty where one side does not tell
    after: str


@dataclass(frozen=True)
class Comparison:
    """A whole comparison: targets of one run, or runs."""

    paired: bool  # by round; never between runs
    min_effect: float  # share: what was asked for where no threshold says otherwise
    floor: float | None  # share: the largest noise floor of the runs; None if none measured one
    family: int  # rows that were tested together, over which the p-values are adjusted
    rows: tuple[ComparisonRow, ...]  # the lowest ratio first
    means: tuple[ClassRatio, ...]
    one_sided: tuple[str, ...]  # one line per trial that has a result on one side only, with the reason
    warnings: tuple[str, ...]
    sources: tuple[Source, ...]  # the base first; one where targets of a run were compared
    changes: tuple[Change, ...]  # the gravest first
    uncompared: tuple[str, ...]  # experiments that were run, but have no figure that is compared
