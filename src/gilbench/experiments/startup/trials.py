"""The trials of startup in a run, and how they are called."""

from collections.abc import Iterable

from gilbench.analysis.summary import Summary
from gilbench.inside.globs import label
from gilbench.inside.opening import DEFAULT
from gilbench.interpreters.target import Target

NAME = "startup"
PROCESSES, THREADS = "process_executor", "thread_executor"  # what its sentences are about, by their labels


def most_useful(trials: Iterable[Summary], usable_cpus: int) -> Summary:
    """Return the trial with the most workers that the CPUs can serve, else with the fewest; there must be one."""
    by_workers = {each.trial.workers: each for each in trials}
    return by_workers[most_workers(by_workers, usable_cpus)]


def most_workers(counts: Iterable[int], usable_cpus: int) -> int:
    """Return the largest count that the CPUs can serve, else the smallest; there must be one."""
    known = sorted(counts)
    return next((each for each in reversed(known) if each <= usable_cpus), known[0])


def by_default(target: Target) -> tuple[str, str]:
    """Return the labels of processes for whoever names no start method: the same thing, under its own name, last."""
    return label(PROCESSES, DEFAULT), label(PROCESSES, target.facts.default_start_method)


def called(summary: Summary) -> str:
    """Name a strategy as a person reads it; a default start method says what it is: `Pool (default: fork)`."""
    return summary.strategy_in_words
