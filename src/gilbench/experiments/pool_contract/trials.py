"""The trials of pool_contract in a run, and what their pools answered."""

from collections.abc import Iterable, Sequence

from gilbench.analysis.summary import Summary
from gilbench.experiments.pool_contract.records import BREAKS, HANGS, Answer
from gilbench.plan.trial import Trial

NAME = "pool_contract"


def of_pool(pool: str, size: str, target: str) -> Trial:
    """Return the trial of one pool."""
    return Trial(NAME, None, None, None, 1, size, 1, target, parameters=(("pool", pool),))


def pool_of(trial: Trial) -> str:
    """Return the pool that it is about."""
    return str(dict(trial.parameters)["pool"])


def by_pool(summaries: Iterable[Summary], target: str) -> dict[str, Summary]:
    """Return the trials of one target by their pools."""
    return {pool_of(each.trial): each for each in summaries if each.trial.target == target}


def answers(summary: Summary) -> Sequence[Answer]:
    """Return what a pool answered; nothing where it was not asked."""
    found = summary.drawn
    return found if isinstance(found, tuple) else ()


def broken(found: Iterable[Answer]) -> list[Answer]:
    """Return the promises that are not kept, those that hang first."""
    unkept = [each for each in found if each.promise and each.outcome in (BREAKS, HANGS)]
    return sorted(unkept, key=lambda each: each.outcome != HANGS)
