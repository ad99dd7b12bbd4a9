"""What trials are for, in the order in which a run spends its budget on them. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Protocol

from gilbench.interpreters.target import Target
from gilbench.plan.trial import Trial


class Rank(IntEnum):
    """What a trial is for: the lowest comes first."""

    DECIDES = 0  # a sentence of the verdict rests on it
    ADVISES = 1  # an advice is narrowed by it
    SHOWS = 2  # all else


class Ranking(Protocol):
    """The part of a plan.py that ranks its trials."""

    def ranks(self, trials: Sequence[Trial], target: Target, usable_cpus: int) -> Mapping[str, Rank]:
        """Return the ranks of the trials of one target, by their ids; what is absent is only shown."""
        ...


def ranks(
    trials: Sequence[Trial], targets: Iterable[Target], rankings: Iterable[Ranking], usable_cpus: int
) -> dict[str, Rank]:
    """Return the rank of each of these trials, by its id."""
    known = list(rankings)
    found = {trial.id: Rank.SHOWS for trial in trials}
    for target in targets:
        for each in known:
            found |= each.ranks(trials, target, usable_cpus)
    return found


def workers_told_of(counts: Iterable[int], usable_cpus: int) -> int:
    """Return the worker count that sentences are about, given the workers of every trial of a target.

    Of the counts from 2 that many trials have (at least half as many as the most frequent one), the largest that the
    usable CPUs can serve, else the smallest; 1 if no trial has two workers.
    """
    times = Counter(each for each in counts if each > 1)
    frequent = [each for each in times if times[each] >= max(times.values()) / 2]
    served = [each for each in frequent if each <= usable_cpus]
    return max(served) if served else min(frequent, default=1)
