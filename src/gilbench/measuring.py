"""Run the rounds of a plan until they are precise enough or the budget is spent, storing every trial at once."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gilbench.plan import Trial
from gilbench.run import Runner
from gilbench.schedule import order
from gilbench.settings import Depth
from gilbench.store import Record


class Progress(Protocol):
    """Told about every step; must not do anything by itself while a trial runs."""

    def starting(self, trial: Trial, round_number: int, done: int, total: int) -> None:
        """Say which trial comes next, in which round, and how many of the total are done."""
        ...

    def ended(self, record: Record) -> None:
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


def measure(
    rounds: Rounds,
    runner: Runner,
    keep: Callable[[Record], None],
    progress: Progress,
    half_width: Callable[[], float],
) -> None:
    """Measure round after round.

    `half_width` returns how precise the run is so far: the widest relative half-width of a speed-up. A trial that was
    lost once is not tried again. Complete rounds only: the last one to begin is the last one to end.
    """
    lost = {record.trial for record in rounds.stored if record.outcome.state != "ok"}
    done = {(record.trial, record.round) for record in rounds.stored}
    cost = {record.trial: record.outcome.elapsed for record in rounds.stored}
    for number in range(1, rounds.depth.most_rounds + 1):
        drawn = order(rounds.trials, rounds.seed, number)
        todo = [trial for trial in drawn if (trial.id, number) not in done]
        if todo == list(drawn) and _enough(rounds, number, [cost.get(each.id, 0.0) for each in drawn], half_width):
            return
        for trial in todo:
            if trial.id in lost:
                continue
            progress.starting(trial, number, len(done), len(drawn) * max(number, rounds.depth.rounds))
            record = Record(trial.id, number, runner.run(trial))
            keep(record)
            progress.ended(record)
            done.add((trial.id, number))
            cost[trial.id] = record.outcome.elapsed
            if record.outcome.state != "ok":
                lost.add(trial.id)
        if not {trial.id for trial in rounds.trials} - lost:
            return


def _enough(rounds: Rounds, number: int, costs: Iterable[float], half_width: Callable[[], float]) -> bool:
    """Tell whether to stop before this round: never before the least number of rounds, never on significance."""
    if number <= rounds.depth.rounds:
        return False
    return time.monotonic() + sum(costs) > rounds.deadline or half_width() <= rounds.depth.precision
