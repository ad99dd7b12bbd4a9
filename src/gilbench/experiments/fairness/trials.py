"""The trials of fairness in a run, and how they are called."""

from collections.abc import Iterable, Sequence

from gilbench import fmt
from gilbench.experiments.fairness.records import DEFAULT, NONE
from gilbench.plan.trial import Trial

NAME = "fairness"


def of_threads(workers: int, lock: str, interval: str | float, size: str, target: str) -> Trial:
    """Return the trial of so many threads."""
    parameters = (("lock", lock), ("interval", interval))
    return Trial(NAME, None, None, None, workers, size, 1, target, parameters=parameters)


def lock_of(trial: Trial) -> str:
    """Return how many locks its threads share: NONE or ONE."""
    return str(dict(trial.parameters)["lock"])


def interval_of(trial: Trial) -> str | float:
    """Return its switch interval in seconds, or DEFAULT."""
    return dict(trial.parameters)["interval"]


def told(trials: Iterable[Trial]) -> list[Trial]:
    """Return those that an opening sentence is about: two threads with and without a lock, at the default interval."""
    return [each for each in trials if each.workers == 2 and interval_of(each) == DEFAULT]  # noqa: PLR2004  a pair


def beyond(trials: Sequence[Trial], usable_cpus: int) -> Trial | None:
    """Return the trial with the most threads that share no lock, None if no trial has more threads than CPUs."""
    far = [
        each for each in trials if each.workers > usable_cpus and lock_of(each) == NONE and interval_of(each) == DEFAULT
    ]
    return max(far, key=lambda each: each.workers, default=None)


def interval_in_words(trial: Trial) -> str:
    """Return its switch interval as a table shows it."""
    interval = interval_of(trial)
    return DEFAULT if isinstance(interval, str) else fmt.tick(interval, "s")
