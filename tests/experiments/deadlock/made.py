"""Stored runs of deadlock with invented dinners: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.deadlock import trials
from gilbench.experiments.deadlock.records import THREADS, Dinner, Seen
from gilbench.experiments.discovery import find
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"deadlock"})
DINNERS = 36
CIRCLE = [0, 1, 2, 3, 4]
EVEN = (20,) * 5


def eaten(meals: Sequence[int] = EVEN, seconds: float = 0.005, longest: float = 0.001) -> Dinner:
    """Return a dinner that ended as it should."""
    return Dinner(seconds, list(meals), longest, [])


def deadlocked(meals: Sequence[int] = (1, 0, 0, 0, 0), circle: Sequence[int] = CIRCLE) -> Dinner:
    """Return a dinner that ended in a deadlock."""
    return Dinner(0.007, list(meals), 0.006, list(circle))


def seen(deadlocks: int = 0, dinners: int = DINNERS, unfed: int = 0, meals: int = 20) -> Seen:
    """Return so many dinners: the first of them deadlocked, and in so many of the others somebody ate nothing."""
    ended = dinners - deadlocks
    fed = [eaten((meals,) * 5)] * max(0, ended - unfed)
    hungry = [eaten((0, meals, meals, meals, meals))] * min(unfed, ended)
    return Seen(True, 0.005, [deadlocked()] * deadlocks + hungry + fed)


def call(what: Seen) -> Call:
    return Call(0.3, [], what)


def outcome(*arguments: Any, **more: Any) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(seen(*arguments, **more)))


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/none/yes" or "3.13/none/yes/processes/16": target, cure, pause, kind, philosophers."""
    target_id, cure, pause, *rest = name.split("/")
    kind, philosophers = rest or (THREADS, "5")
    return trials.of_cell(trials.Cell(cure, pause, kind, int(philosophers)), size, target_id)


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)


def core(on: str = "3.13", **others: Outcome) -> dict[str, list[Outcome]]:
    """Return a round of the core: with pauses no cure deadlocks always, and nothing else does but for what is given."""
    usual = {
        "none_no": outcome(),
        "none_yes": outcome(DINNERS),
        "back_off": outcome(meals=16),
        "ordered": outcome(),
        "waiter": outcome(meals=12),
    }
    names = {"none_no": "none/no", "none_yes": "none/yes", "back_off": "back-off/yes"}
    found = usual | others
    return {f"{on}/{names.get(name, f'{name}/yes')}": [each] for name, each in found.items()}
