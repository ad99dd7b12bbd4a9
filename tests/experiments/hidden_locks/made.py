"""Stored runs of hidden_locks with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.hidden_locks.records import CALLS, Seen, Timed
from gilbench.experiments.hidden_locks.trials import NAME, WAIT
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({NAME})
ALONE = 0.002
STEADY = (0.98, 0.99, 0.99, 1.0, 1.0, 1.0, 1.01, 1.01, 1.02)  # repeats, as shares of their median
SHAKEN = (0.4, 0.6, 0.8, 0.9, 1.0, 1.2, 1.5, 1.8, 2.5)
NO_LOCK = (1.0, 1.0)  # times as long as one thread: two that share it, two with a thing each
LOCK = (2.0, 1.0)
AGAIN = {"logging": "works", "import": "works", "write": "RuntimeError"}

Times = tuple[float, float]
Rounds = dict[str, list[Outcome]]


def timed(name: str, times: Times, repeats: Iterable[float] = STEADY) -> Timed:
    """Return a call of which two threads take so many times as long as one."""
    together = [[ALONE * each * share for share in repeats] for each in times]
    return Timed(name, [ALONE] * len(together[0]), *together, again=AGAIN.get(name))


def seen(wait: str, usual: Times = NO_LOCK, repeats: Iterable[float] = STEADY, **times: Times) -> Seen:
    """Return what a trial sees whose calls take these times, by name, and all others the usual ones."""
    return Seen([timed(name, times.get(name, usual), tuple(repeats)) for name in CALLS[wait]])


def call(of: Seen) -> Call:
    return Call(0.5, [], of)


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/sleep"."""
    where, wait = name.split("/")
    return Trial(NAME, None, None, None, 2, size, 2, where, parameters=((WAIT, wait),))


def one(name: str, **more: Any) -> Rounds:
    """Return a round of the trial "3.13/sleep"."""
    return {name: [stored.outcome(call(seen(name.split("/")[1], **more)))]}


def both(where: str, **more: Any) -> Rounds:
    """Return a round of both trials on a target."""
    return {**one(f"{where}/sleep", **more), **one(f"{where}/compute", **more)}


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> Any:
    """Return the sentences by target, and the reasons of the rest by target."""
    return stored.decided_by_target(evidence(*arguments, **more), EXPERIMENTS.claims)
