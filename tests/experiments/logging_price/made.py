"""Stored runs of logging with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.logging_price.records import (
    DISABLED,
    FILE,
    PROCESS_QUEUE,
    QUEUE,
    ROTATING,
    Seen,
    Setting,
    compared,
)
from gilbench.experiments.logging_price.trials import NAME, TO
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({NAME})
STEADY = (0.98, 0.99, 1.0, 1.0, 1.0, 1.01, 1.02)  # repeats, as shares of their median
SHAKEN = (0.4, 0.7, 0.9, 1.0, 1.2, 1.4, 2.5)
TIMES = {"lazy": 50e-9, "eager": 180e-9, "guarded": 40e-9}
RECORD = 8e-6
OTHERS = {"plain": 4e-6, "logged": 12e-6}  # seconds of what stands beside records with exc_info
SHARED, OWN = 0.7, 1.6  # speed-ups of two threads
CPU = 1.5  # of a record of two threads ÷ of one
RUNNING, READY = {"shared": 0.5, "own": 0.9}, 0.04  # shares of the time of two threads
ROTATIONS = (3, 4, 4, 4, 4, 4, 5)

Rounds = dict[str, list[Outcome]]


def seen(
    to: str,
    shared: float = SHARED,
    own: float = OWN,
    repeats: Sequence[float] = STEADY,
    *,
    times: Mapping[str, float] = TIMES,
    cpu: float = CPU,
) -> Seen:
    """Return what a trial sees whose two threads get so many times as much done as one; one thread is steady."""
    found = []
    for what, threads in compared(to, 2):
        alone = times[what] if to == DISABLED else OTHERS.get(what, RECORD)
        speedup = {"shared": shared, "own": own}.get(what, 1.0) if threads > 1 else 1.0
        shares = repeats[::-1] if threads > 1 else STEADY
        found.append(_setting(to, what, threads, [alone / speedup * each for each in shares], cpu))
    return Seen(found, 0 if to == DISABLED else 1000)


def _setting(to: str, what: str, threads: int, call: list[float], cpu: float) -> Setting:
    one = TIMES.get(what, OTHERS.get(what, RECORD)) if threads > 1 else None
    return Setting(
        what,
        threads,
        call,
        call if one is None or to == DISABLED else [one * cpu * each for each in STEADY],
        delivered=[2 * each for each in call] if to in (QUEUE, PROCESS_QUEUE) else [],
        ready=[READY] * len(call) if to == FILE else [],
        running=[RUNNING[what]] * len(call) if to == FILE else [],
        rotations=list(ROTATIONS) if to == ROTATING else [],
    )


def call(of: Seen) -> Call:
    return Call(of.settings[0].seconds[0], [], of)


def outcome(of: Seen) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(of))


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/file" (two threads) or "3.13/file/4" (four)."""
    where, to, *more = name.split("/")
    threads = int(more[0]) if more else 2
    return Trial(NAME, None, None, None, threads, size, threads, where, parameters=((TO, to),))


def one(name: str, **more: Any) -> Rounds:
    """Return a round of the trial "3.13/file"."""
    return {name: [outcome(seen(name.split("/")[1], **more))]}


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences about a target by id, and the reasons of the rest by "claim:target"."""
    sentences, reasons = stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)
    return {key: each for key, each in sentences.items() if each.target}, reasons
