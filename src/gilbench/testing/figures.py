"""Figures: floats that know their interval and what they rest on, so that a test compares them as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar, Union

import pytest

from gilbench.testing.intervals import Mean
from gilbench.testing.times import Times


class Quantity(NamedTuple):
    """What a figure is a figure of, and how it is written."""

    key: str  # in pytest-benchmark's extra_info, after `gil_`
    name: str
    lower_is_better: bool
    scale: float = 1.0
    unit: str = ""
    digits: int = 2

    def text(self, value: float) -> str:
        """Return a measured value as text."""
        return f"{value * self.scale:.{self.digits}f}{self.unit}"

    def bound(self, value: float) -> str:
        """Return what it is compared with as text: as exact as it was given."""
        return f"{value * self.scale:g}{self.unit}"


HELD_SHARE = Quantity("held_share", "held share", lower_is_better=True, digits=3)
OF_WALL = Quantity("held_share_of_wall", "held share of the wall time", lower_is_better=True, digits=3)
LONGEST_STALL = Quantity("longest_stall", "longest stall", lower_is_better=True, scale=1e3, unit=" ms", digits=1)
SPEEDUP = Quantity("speedup", "speed-up", lower_is_better=False, unit="×")
IDLE = Quantity("speedup_idle", "speed-up on an idle machine", lower_is_better=False, unit="×")


@dataclass(frozen=True)
class Evidence:
    """What a figure rests on."""

    call: str  # the name of the function
    basis: str  # "498 looks in 0.5 s"
    samples: int
    seconds: float  # measured
    ledger: Mapping[str, Times] = field(default_factory=dict)  # by whose time it is
    own_threads: float | None = None  # CPUs that the call kept busy, if it has threads of its own
    hint: str = ""  # what a figure that is not good enough may come from


Kind = TypeVar("Kind", bound="Figure")


class Figure(float):
    """A measured number. `low` and `high` are its 95 % interval, in its own unit; times are in seconds."""

    quantity: Quantity
    low: float
    high: float
    evidence: Evidence

    def __new__(cls: type[Kind], quantity: Quantity, mean: Mean, evidence: Evidence) -> Kind:  # noqa: PYI019  Self came with 3.11
        """Make a figure of what was measured."""
        self = super().__new__(cls, mean.middle)
        self.quantity, self.low, self.high, self.evidence = quantity, mean.low, mean.high, evidence
        return self

    @property
    def seconds(self) -> float:
        """How long it was measured."""
        return self.evidence.seconds

    @property
    def samples(self) -> int:
        """How many looks, or rounds, it rests on."""
        return self.evidence.samples

    @property
    def ledger(self) -> Mapping[str, Times]:
        """What the threads' time went on, by whose it is: `wall`, `running`, `ready` and `blocked` in seconds."""
        return self.evidence.ledger

    def related(self) -> list[Figure]:
        """Return what else the same measurement says."""
        return []

    def __repr__(self) -> str:
        text = self.quantity.text
        return f"{text(self)} ({text(self.low)} to {text(self.high)})"


Other = Union[Figure, str]  # a figure, or the reason why there is none


class HeldShare(Figure):
    """Share of the CPU time of the call during which it holds the GIL, from 0 to 1."""

    _of_wall: Other = ""

    @property
    def of_wall(self) -> Figure:
        """Share of the wall time instead, without what other programs took: for calls that mostly wait."""
        return _or_skip(self._of_wall)

    def related(self) -> list[Figure]:
        """Return the share of the wall time, if it is known."""
        return _known(self._of_wall)

    def beside(self, of_wall: Other) -> HeldShare:
        """Return this figure, with the share of the wall time."""
        self._of_wall = of_wall
        return self


class Speedup(Figure):
    """Time of the work in one thread ÷ time of the same work in several, by the wall clock; above 1 is better."""

    _idle: Other = ""

    @property
    def idle(self) -> Figure:
        """The speed-up that the work would have reached, at most, had nothing else run on this machine."""
        return _or_skip(self._idle)

    def related(self) -> list[Figure]:
        """Return the speed-up on an idle machine, if it is known."""
        return _known(self._idle)

    def beside(self, idle: Other) -> Speedup:
        """Return this figure, with the speed-up on an idle machine."""
        self._idle = idle
        return self


def _or_skip(other: Other) -> Figure:
    __tracebackhide__ = True
    return other if isinstance(other, Figure) else pytest.skip(other)


def _known(other: Other) -> list[Figure]:
    return [other] if isinstance(other, Figure) else []
