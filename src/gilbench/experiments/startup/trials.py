"""The trials of startup in a run, and how they are called."""

from collections.abc import Iterable

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary

NAME = "startup"


def of(evidence: Evidence) -> tuple[Summary, ...]:
    """Return every trial of startup, measured or not."""
    return tuple(each for each in evidence.summaries.values() if each.trial.experiment == NAME)


def most_useful(trials: Iterable[Summary], usable_cpus: int) -> Summary:
    """Return the trial with the most workers that the CPUs can serve, else with the fewest; there must be one."""
    ordered = sorted(trials, key=lambda each: each.trial.workers)
    return next((each for each in reversed(ordered) if each.trial.workers <= usable_cpus), ordered[0])


def called(summary: Summary) -> str:
    """Name a strategy as a person reads it; a default start method says what it is: `Pool (default: fork)`."""
    return summary.strategy_in_words
