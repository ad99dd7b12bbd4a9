"""How precisely a run knows what it compares: what its schedule goes on with, and stops on."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gilbench.analysis.compared import Compared, compared
from gilbench.analysis.evidence import THROUGHPUT
from gilbench.analysis.figures import Reductions
from gilbench.analysis.intervals import student_half_width
from gilbench.analysis.ratios import log_ratios
from gilbench.plan.rank import Rank
from gilbench.plan.schedule import Pair
from gilbench.plan.trial import SERIAL, Plan, Trial
from gilbench.store.records import StoredRun


@dataclass(frozen=True)
class Rules:
    """What experiments say about precision."""

    reductions: Reductions
    ranks: Mapping[str, Rank]  # what trials are for, by their ids
    once: frozenset[str]  # experiments that are measured once, and get no more precise

    def rank(self, trial: Trial) -> Rank:
        """Return what a trial is for; every sentence rests on the noise floor, and so on copies."""
        return Rank.DECIDES if trial.copy else self.ranks.get(trial.id, Rank.SHOWS)

    def of_pair(self, base: Trial, other: Trial) -> Rank:
        """Return what it is for to compare two trials: the one of them on which less depends."""
        return self.rank(other) if other.copy else max(self.rank(base), self.rank(other))


def pairs(run: StoredRun, rules: Rules) -> list[Pair]:
    """Return what the run compares, as `pairs_in` does, while it goes on."""
    return pairs_in(run, rules, compared(run, rules.reductions))


def pairs_in(run: StoredRun, rules: Rules, rounds: Compared) -> list[Pair]:
    """Return what the run compares and how precisely each is known so far, without trials that were lost.

    Of throughput these are each trial with serial code, serial code with the same on the first target (of a twin that
    was brought along: on the target that it is the twin of), and copies with their originals. A trial of any other
    experiment that is repeated, and compares something, stands for itself.
    """
    plan = run.manifest.plan
    lost = {record.trial for record in run.records if record.outcome.state != "ok"}
    bases = {each.id: each.twin_of or run.manifest.targets[0].id for each in run.manifest.targets}
    compared_trials = (*_with_serial(plan.trials), *_with_base(plan.trials, bases), *_with_originals(plan.copies))
    return [
        _pair(rounds, base, other, rules.of_pair(base, other))
        for base, other in (*compared_trials, *_alone(plan, rules))
        if not {base.id, other.id} & lost
    ]


def _with_serial(trials: Sequence[Trial]) -> Iterator[tuple[Trial, Trial]]:
    serial = {(each.target, each.workload): each for each in trials if _is_serial(each)}
    for trial in trials:
        base = serial.get((trial.target, trial.workload))
        if trial.experiment == THROUGHPUT and base is not None and base is not trial:
            yield base, trial


def _with_base(trials: Sequence[Trial], bases: Mapping[str, str]) -> Iterator[tuple[Trial, Trial]]:
    serial = [each for each in trials if _is_serial(each)]
    known = {(each.target, each.name): each for each in serial}
    for trial in serial:
        base = known.get((bases[trial.target], trial.name), trial)
        if base is not trial:
            yield base, trial


def _with_originals(copies: Iterable[Trial]) -> Iterator[tuple[Trial, Trial]]:
    return ((copy.original, copy) for copy in copies)


def _alone(plan: Plan, rules: Rules) -> Iterator[tuple[Trial, Trial]]:
    for trial in plan.trials:
        reduction = rules.reductions.get(trial.experiment)
        if trial.experiment in rules.once or trial.experiment == THROUGHPUT:
            continue
        if reduction is not None and reduction.compared is not None:
            yield trial, trial


def _is_serial(trial: Trial) -> bool:
    return trial.strategy == SERIAL and trial.experiment == THROUGHPUT


def _pair(rounds: Compared, base: Trial, other: Trial, rank: Rank) -> Pair:
    one, two = rounds.get(base.id, {}), rounds.get(other.id, {})
    logs = [math.log(each) for each in one.values()] if base is other else list(log_ratios(one, two).values())
    return Pair(base, other, math.expm1(student_half_width(logs)), len(logs), rank)
