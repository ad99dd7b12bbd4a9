"""Figures: what the records of a trial come to, by name, with unit, direction and interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from gilbench.inside.experiment import Call
from gilbench.model import Estimate


@dataclass(frozen=True)
class Figure:
    """One named figure of an experiment."""

    name: str
    unit: str  # "s", "×", "%", "byte", "CPUs", "" for a plain number; shares between 0 and 1 have the unit "share"
    better: Literal["less", "more", ""]  # empty where neither is
    says: str  # what it means, in a sentence


class Figures(Protocol):
    """What an experiment's figures.py must have."""

    FIGURES: tuple[Figure, ...]
    COMPARED: str | None  # the figure that compare and the precision rule use; None: nothing of it is compared

    def reduce(self, rounds: Mapping[int, Sequence[Call]]) -> Mapping[str, Estimate]:
        """Return the figures of one trial from the calls of its rounds (of one round, of all), values only as known."""
        ...
