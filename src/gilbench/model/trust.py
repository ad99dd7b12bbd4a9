"""How far the numbers of a report can be trusted, and what it cost to know them that well."""

from dataclasses import dataclass
from typing import Literal

from gilbench.model.estimate import Estimate

Severity = Literal["note", "warning", "serious"]


@dataclass(frozen=True)
class Alert:
    """Something that the reader should know before believing a number, and what to do about it."""

    severity: Severity
    text: str
    advice: str


@dataclass(frozen=True)
class CopiedTrial:
    """A trial that was measured twice under two names."""

    workload: str
    strategy: str  # label
    workers: int
    target: str
    ratio: Estimate  # first ÷ second time, 1 in truth


@dataclass(frozen=True)
class NoiseFloor:
    """By how much identical trials differed."""

    share: float  # 0.031: a difference below 3.1 % may be noise
    rounds: int
    pairs: tuple[CopiedTrial, ...]


@dataclass(frozen=True)
class SpentOn:
    """What some of the trials got of the budget: those of a class of work, or those that are for the same."""

    what: str
    trials: int
    seconds: float  # in them
    fewest_rounds: int
    most_rounds: int
    comparisons: int  # that the run wanted to know precisely
    precise: int  # of them, as narrow as was asked for
    worst: float | None  # widest half-width, relative; None where an interval is missing or nothing is compared


@dataclass(frozen=True)
class Spending:
    """How the budget was spent, and what precision it bought."""

    budget: float  # seconds
    precision: float  # share that was asked for, as ±
    least: float  # seconds in the rounds that every trial has
    more: float  # seconds in further rounds, for what was not precise yet
    complete_rounds: int  # that every trial has
    comparisons: int
    precise: int
    worst: float | None  # widest half-width, relative; None where an interval is missing
    worst_trial: str  # in words; empty without a comparison
    ranks: tuple[SpentOn, ...]  # in the order in which the budget is spent
    classes: tuple[SpentOn, ...]
    inside_values: float  # share of the time of all trials that was inside their values
    no_room: int  # trials that gilbench would have chosen, had the budget had room for them
    room: str  # the option that has; empty where all had


@dataclass(frozen=True)
class Trouble:
    """A trial, file or target that gave no result."""

    what: str
    state: str  # "failed", "timed out", "skipped", "unusable", "not loaded"
    reason: str
    tail: str
