"""Run the rounds of a plan until they are precise enough or the budget is spent, storing every trial at once."""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gilbench.plan.copies import FIRST, stand_ins
from gilbench.plan.schedule import Pair, order, worst, worth_measuring
from gilbench.plan.trial import Plan, Trial
from gilbench.run.pace import Pace
from gilbench.run.runner import Runner
from gilbench.settings import Depth
from gilbench.store.records import Record

TELLING = 3  # the round before which there are intervals to speak of


@dataclass(frozen=True)
class Step:
    """A trial that comes next, and how far the run is."""

    trial: Trial
    round: int
    done: int  # trials in rounds
    total: int  # of what is due so far
    left: float  # seconds that the rest of what is due takes, this trial included
    more: float  # seconds that further rounds may take beyond that; 0 if there will be none


class Progress(Protocol):
    """Told about every step; must not do anything by itself while a trial runs."""

    def known(self, worst: Pair) -> None:
        """Learn what is known least precisely so far."""
        ...

    def starting(self, step: Step) -> None:
        """Say which trial comes next, and how far the run is."""
        ...

    def ended(self, trial: Trial, record: Record) -> None:
        """Say what became of it."""
        ...


@dataclass(frozen=True)
class Rounds:
    """What the rounds need to know."""

    plan: Plan
    seed: int
    depth: Depth
    deadline: float  # on the clock, when the budget is spent
    stored: Sequence[Record]  # what an interrupted run has measured already
    price: Callable[[Trial], float]  # seconds that a trial is thought to take in one round
    once: frozenset[str] = frozenset()  # experiments whose trials are measured in the first round only
    clock: Callable[[], float] = time.monotonic


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
    that was lost once is not tried again, nor is its copy; a copy that was lost in the first round, or whose original
    was, is replaced there. A round that began is finished.
    """
    under_way = _UnderWay(rounds, runner, keep, progress)
    for number in range(1, rounds.depth.most_rounds + 1):
        known = compare(number) if number >= TELLING else ()
        chosen = under_way.chosen(number, known)
        if not chosen:
            return
        if (least_precise := worst(known)) is not None:
            progress.known(least_precise)
        under_way.run(chosen, number)
        while number == FIRST and (spares := under_way.missing_copies()):
            under_way.run(spares, number)
        if not under_way.alive():
            return


class _UnderWay:
    """What has been measured and lost so far, and what takes part."""

    def __init__(self, rounds: Rounds, runner: Runner, keep: Callable[[Record], None], progress: Progress) -> None:
        self._rounds, self._runner, self._keep, self._progress = rounds, runner, keep, progress
        self._pace = Pace(rounds.price)
        self._done: set[tuple[str, int]] = set()
        self._lost: dict[str, int] = {}  # trial id → round
        # Spares too, so that the order of the others does not depend on who is replaced.
        self._all = {each.id: each for each in rounds.plan.possible}
        self._originals = {name: each.original.id for name, each in self._all.items()}
        self._in = {each.id for each in rounds.plan.measured}
        for record in rounds.stored:
            self._in |= {record.trial} & self._all.keys()
            self._learn(record, record.outcome.elapsed)

    def chosen(self, number: int, known: Iterable[Pair]) -> list[Trial]:
        """Return the trials of a round in their order: never fewer than all up to the least number of rounds."""
        rounds = self._rounds
        ordered = order(tuple(self._all.values()), rounds.seed, number)
        drawn = [each for each in ordered if each.id in self._in and self._due(each, number)]
        if number <= rounds.depth.rounds:
            return drawn
        left = rounds.deadline - rounds.clock()
        fitting = worth_measuring(known, rounds.depth.precision, self._pace.seconds, left)
        return [each for each in drawn if each in fitting]

    def missing_copies(self) -> list[Trial]:
        """Return the spares that are needed after the first round and have not run; from now on they take part."""
        needed = stand_ins(self._rounds.plan, {trial for trial, number in self._lost.items() if number == FIRST})
        self._in |= {each.id for each in needed}
        return [each for each in needed if (each.id, FIRST) not in self._done and not self._is_lost(each.id)]

    def alive(self) -> bool:
        """Whether anything is left to measure."""
        return not all(map(self._is_lost, self._in))

    def run(self, chosen: Sequence[Trial], number: int) -> None:
        """Run those of these trials that have not run in this round and were not lost."""
        clock = self._rounds.clock
        for trial in chosen:
            if (trial.id, number) in self._done or self._is_lost(trial.id):
                continue
            self._progress.starting(self._step(trial, chosen, number))
            began = clock()
            record = Record(trial.id, number, self._runner.run(trial))
            self._keep(record)
            self._progress.ended(trial, record)
            self._learn(record, clock() - began)

    def _learn(self, record: Record, seconds: float) -> None:
        self._done.add((record.trial, record.round))
        if record.outcome.state != "ok":
            self._lost[record.trial] = record.round
        elif record.trial in self._all:
            self._pace.took(self._all[record.trial], seconds)

    def _step(self, trial: Trial, chosen: Sequence[Trial], number: int) -> Step:
        rounds, often, done = self._rounds, self._often(chosen, number), len(self._done)
        left = math.fsum(self._pace.seconds(self._all[name]) * times for name, times in often.items())
        may_go_on = number < rounds.depth.most_rounds and rounds.depth.rounds < rounds.depth.most_rounds
        more = max(0.0, rounds.deadline - rounds.clock() - left) if may_go_on else 0.0
        return Step(trial, number, done, done + sum(often.values()), left, more)

    def _often(self, chosen: Sequence[Trial], number: int) -> Mapping[str, int]:
        """Return how often each trial is still due: in this round, and in those up to the least number."""
        later = max(0, self._rounds.depth.rounds - number)
        names = {each.id for each in chosen}
        often = {
            name: (name in names and (name, number) not in self._done) + later * self._due(self._all[name], number + 1)
            for name in self._in
            if not self._is_lost(name)
        }
        return {name: times for name, times in often.items() if times}

    def _is_lost(self, name: str) -> bool:
        return name in self._lost or self._originals[name] in self._lost

    def _due(self, trial: Trial, number: int) -> bool:
        """Whether a trial takes part in a round; those with an interval of their own are measured once."""
        return number == 1 or trial.experiment not in self._rounds.once
