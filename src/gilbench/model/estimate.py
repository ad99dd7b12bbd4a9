"""A figure and how well it is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)  # a page has very many
class Estimate:
    """A figure with its 95 % interval; the interval is None with fewer than two rounds."""

    value: float
    low: float | None
    high: float | None
    rounds: int
