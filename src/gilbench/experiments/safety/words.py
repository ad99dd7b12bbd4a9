"""How often updates were lost, in words, and where most were."""

from collections.abc import Iterable
from typing import NamedTuple

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.safety.records import SHORTEST
from gilbench.experiments.safety.trials import WORDS, test_of
from gilbench.model import Estimate

DEFAULT, SHORT = "default", fmt.tick(SHORTEST, "s")
_ENDS = {DEFAULT: "", SHORT: "_shortest"}  # of the names of figures


class Lost(NamedTuple):
    """What a way to count lost under one switch interval."""

    words: str  # the way
    interval: str  # DEFAULT or SHORT
    gil: bool
    updates: Estimate  # of a million
    runs: Estimate  # share of those in which any was lost

    @property
    def where(self) -> str:
        """The switch interval as a sentence goes on with it; without a GIL there is none in force."""
        if not self.gil:
            return ""
        return ", at the default switch interval" if self.interval == DEFAULT else f", at a switch interval of {SHORT}"


def each_lost(summary: Summary) -> list[Lost]:
    """Return what one trial lost, for each switch interval at which it was measured."""
    figures, words = summary.figures, WORDS[test_of(summary.trial)]
    return [
        Lost(words, interval, summary.gil_enabled, figures[f"lost_updates{end}"], figures[f"losing_runs{end}"])
        for interval, end in _ENDS.items()
        if f"lost_updates{end}" in figures
    ]


def worst(summaries: Iterable[Summary]) -> Lost:
    """Return where most updates were lost; where none was, where most can have been. Raises ValueError without any."""
    found = [each for summary in summaries for each in each_lost(summary)]
    return max(found, key=lambda each: (each.updates.value, each.updates.high or 0.0))


def of_a_million(updates: Estimate) -> str:
    """Show how many updates were lost: `412,000 (380,000–440,000)`; of none, how many there may have been."""
    if not updates.value:
        return f"none (at most {at_most(updates)})"
    if updates.low is None or updates.high is None:
        return fmt.significant(updates.value)
    return f"{fmt.significant(updates.value)} ({fmt.significant(updates.low)}–{fmt.significant(updates.high)})"


def at_most(updates: Estimate) -> str:
    """Show the upper end of an interval."""
    return fmt.MISSING if updates.high is None else fmt.significant(updates.high, 2)
