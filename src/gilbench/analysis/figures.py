"""Figures: what the calls of a trial come to, by name, with unit, direction and interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from gilbench.errors import StoreError
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial
from gilbench.store.records import StoredCall


@dataclass(frozen=True)
class Figure:
    """One named figure of an experiment."""

    name: str
    unit: str  # "s", "×", "share" (0 to 1), "CPUs", "bytes"; empty for a plain number
    better: Literal["less", "more", ""]  # empty where neither is
    says: str  # what it means, in a sentence


@dataclass(frozen=True)
class Reduction:
    """A figures.py, and the type of what its calls saw.

    It must have `FIGURES` (all that it may give, in the order of every table), `COMPARED` (the name of the one that
    `gilbench compare` and the precision rule use, None if nothing of it is compared) and `reduce(trial, rounds)`, which
    turns the calls of one round of a trial, or of all of them, into estimates by name, leaving out what is not known.
    It may have `related(evidence)`, figures that take more than one trial, by trial id and name,
    `row(evidence, summary)`, its cells in results.csv by column, and `drawn(trial, rounds)`, what its section draws of
    these calls and is no figure.

    What is compared is compared between targets too, whose trials need not have as many items in a call: it is of
    something that is the same for all of them, such as one item.
    """

    module: Any
    seen: type

    @property
    def figures(self) -> tuple[Figure, ...]:
        """`FIGURES`."""
        found: tuple[Figure, ...] = self.module.FIGURES
        return found

    @property
    def compared(self) -> Figure | None:
        """The figure that `COMPARED` names."""
        return next((each for each in self.figures if each.name == self.module.COMPARED), None)

    def reduce(self, trial: Trial, rounds: Mapping[int, Sequence[StoredCall]]) -> Mapping[str, Estimate]:
        """Return the figures of these rounds; raises StoreError for calls of another experiment, or that cannot be."""
        calls = {number: [self._call(each) for each in of_round] for number, of_round in rounds.items()}
        try:
            found: Mapping[str, Estimate] = self.module.reduce(trial, calls)
        except (
            ArithmeticError,
            ValueError,
        ) as error:  # of values that are no times: a logarithm of 0, a median of none
            raise StoreError(f"from what {self._name} stored nothing follows: {error}. Start a new run.") from error
        return found

    def drawn(self, trial: Trial, rounds: Mapping[int, Sequence[StoredCall]]) -> object:
        """Return what its section draws of these rounds and is no figure, None if nothing; raises StoreError."""
        if not hasattr(self.module, "drawn"):
            return None
        calls = {number: [self._call(each) for each in of_round] for number, of_round in rounds.items()}
        found: object = self.module.drawn(trial, calls)
        return found

    def require(self, trial: Trial, calls: Sequence[StoredCall]) -> None:
        """Raise ValueError unless these calls of one round are such as it stores, and what is compared follows."""
        try:
            for each in calls:
                msgspec.convert(each.seen, self.seen)
            self.by_round(trial, {1: calls})
        except msgspec.ValidationError as error:
            raise ValueError(f"what it saw is not what {self._name} sees: {error}") from error
        except StoreError as error:
            raise ValueError(f"nothing follows from what it saw: {error.__cause__}") from error

    def by_round(self, trial: Trial, rounds: Mapping[int, Sequence[StoredCall]]) -> dict[int, float]:
        """Return what is compared, round by round; empty if nothing is."""
        if self.compared is None:
            return {}
        name = self.compared.name
        found = {number: self.reduce(trial, {number: calls}).get(name) for number, calls in rounds.items()}
        return {number: estimate.value for number, estimate in found.items() if estimate is not None}

    def related(self, evidence: Any) -> Mapping[str, Mapping[str, Estimate]]:
        """Return the figures that take more than one trial, by trial id and name."""
        return self.module.related(evidence) if hasattr(self.module, "related") else {}

    def row(self, evidence: Any, summary: Any) -> Mapping[str, Any]:
        """Return its cells in results.csv, by column."""
        return self.module.row(evidence, summary) if hasattr(self.module, "row") else {}

    @property
    def _name(self) -> str:
        return self.seen.__module__.split(".")[-2]

    def _call(self, stored: StoredCall) -> Call:
        try:
            return Call(stored.seconds, list(stored.workers), msgspec.convert(stored.seen, self.seen))
        except msgspec.ValidationError as error:
            raise StoreError(
                f"a call in the journal is not what {self._name} stores: {error}. Start a new run."
            ) from error


Reductions = Mapping[str, Reduction]  # by the name of the experiment
