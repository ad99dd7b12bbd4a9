"""What a report concludes."""

from dataclasses import dataclass
from typing import Literal

Decided = Literal["holds", "does not hold", "undecided", "not measured"]


@dataclass(frozen=True)
class Sentence:
    """One sentence of the verdict, with the number it rests on and where the evidence stands."""

    id: str  # "threads-pure-python:3.13"
    claim: str  # id of the claim that it decides
    decided: Decided
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str  # "×", "%", "s", "CPUs"
    evidence: str  # id of a section of the page: "heat-map", "interpreters", ...
    target: str | None
    says: str = ""  # the claim in its own words, which is what `decided` judges; empty if it decides none
    about: str = ""  # the only workload that the claim is about; empty if it is about more than one


@dataclass(frozen=True)
class Unsaid:
    """A claim that got no sentence, and why."""

    claim: str
    target: str | None
    reason: str
