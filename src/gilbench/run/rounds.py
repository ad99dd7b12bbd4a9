"""Run the rounds of a plan until they are precise enough or the budget is spent, storing every trial at once."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gilbench.plan.schedule import Pair, order, worst, worth_measuring
from gilbench.plan.trial import Trial
from gilbench.run.runner import Runner
from gilbench.settings import Depth
from gilbench.store.records import Record

TELLING = 3  # the round before which there are intervals to speak of


class Progress(Protocol):
    """Told about every step; must not do anything by itself while a trial runs."""

    def known(self, worst: Pair) -> None:
        """Learn what is known least precisely so far."""
        ...

    def starting(self, trial: Trial, round_number: int, done: int, total: int) -> None:
        """Say which trial comes next, in which round, and how many of the total are done."""
        ...

    def ended(self, trial: Trial, record: Record) -> None:
        """Say what became of it."""
        ...


@dataclass(frozen=True)
class Rounds:
    """What the rounds need to know."""

    trials: Sequence[Trial]
    seed: int
    depth: Depth
    deadline: float  # time.monotonic() at which the budget is spent
    stored: Sequence[Record]  # what an interrupted run has measured already
    once: frozenset[str] = frozenset()  # experiments whose trials are measured in the first round only


def measure(
    rounds: Rounds,
    runner: Runner,
    keep: Callable[[Record], None],
    progress: Progress,
    compare: Callable[[int], Sequence[Pair]],
) -> None:
    """Measure round after round.

    `compare` returns how precisely everything was known before a round. Up to the least number of rounds every trial
    runs, whatever the budget; then those whose comparisons are not precise enough and which the budget allows. A trial
    that was lost once is not tried again, nor is its copy. A round that began is finished.
    """
    lost = {record.trial for record in rounds.stored if record.outcome.state != "ok"}
    done = {(record.trial, record.round) for record in rounds.stored}
    cost = {record.trial: record.outcome.elapsed for record in rounds.stored}
    least = sum(_due(rounds, trial, number) for trial in rounds.trials for number in range(1, rounds.depth.rounds + 1))
    for number in range(1, rounds.depth.most_rounds + 1):
        known = compare(number) if number >= TELLING else ()
        chosen = _chosen(rounds, number, known, cost)
        if not chosen:
            return
        todo = [trial for trial in chosen if (trial.id, number) not in done]
        if (least_precise := worst(known)) is not None:
            progress.known(least_precise)
        for place, trial in enumerate(todo):
            if {trial.id, trial.original.id} & lost:
                continue
            total = max(len(done) + len(todo) - place, least)
            progress.starting(trial, number, len(done), total)
            record = Record(trial.id, number, runner.run(trial))
            keep(record)
            progress.ended(trial, record)
            done.add((trial.id, number))
            cost[trial.id] = record.outcome.elapsed
            if record.outcome.state != "ok":
                lost.add(trial.id)
        if not {trial.id for trial in rounds.trials} - lost:
            return


def _due(rounds: Rounds, trial: Trial, number: int) -> bool:
    """Whether a trial takes part in a round; those with an interval of their own are measured once."""
    return number == 1 or trial.experiment not in rounds.once


def _chosen(rounds: Rounds, number: int, known: Iterable[Pair], cost: dict[str, float]) -> list[Trial]:
    """Return the trials of a round in their order: never fewer than all up to the least number of rounds."""
    drawn = [trial for trial in order(rounds.trials, rounds.seed, number) if _due(rounds, trial, number)]
    if number <= rounds.depth.rounds:
        return drawn
    left = rounds.deadline - time.monotonic()
    chosen = worth_measuring(known, rounds.depth.precision, lambda trial: cost.get(trial.id, 0.0), left)
    return [trial for trial in drawn if trial in chosen]
