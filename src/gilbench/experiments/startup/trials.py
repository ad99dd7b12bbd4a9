"""The trials of startup in a run, and how they are called."""

from collections.abc import Iterable

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.inside.opening import DEFAULT

NAME = "startup"


def of(evidence: Evidence) -> tuple[Summary, ...]:
    """Return every trial of startup, measured or not."""
    return tuple(each for each in evidence.summaries.values() if each.trial.experiment == NAME)


def most_useful(trials: Iterable[Summary], usable_cpus: int) -> Summary:
    """Return the trial with the most workers that the CPUs can serve, else with the fewest; there must be one."""
    ordered = sorted(trials, key=lambda each: each.trial.workers)
    return next((each for each in reversed(ordered) if each.trial.workers <= usable_cpus), ordered[0])


def called(summary: Summary) -> str:
    """Name a strategy; the platform's default says what it is: `process_pool[default: fork]`."""
    trial = summary.trial
    if trial.start_method != DEFAULT:
        return trial.strategy_label
    return f"{trial.strategy}[{DEFAULT}: {summary.target.facts.default_start_method}]"
