"""Stored runs of handover with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.handover.names import NAME, parameters
from gilbench.experiments.handover.records import SHORT, SWEEPS, Beside, Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({NAME})
CPU, CLOCK = 30e-6, 13e-6  # seconds of a hand-over
WORK = 0.04  # seconds
STEADY = (0.98, 0.99, 1.0, 1.0, 1.0, 1.01, 1.02)  # costs of repeats, as shares of their median
SHAKEN = (-6.0, -2.0, 0.0, 1.0, 2.0, 4.0, 8.0)


def beside(interval: float, cpu: float = CPU, clock: float = CLOCK, busy: float = 1.0, **changes: Any) -> Beside:
    """Return a run of threads that hand over once an interval; `busy` is by how much the clock went on meanwhile."""
    turns = round(WORK / interval)
    made = Beside(
        interval=interval,
        seconds=busy * (WORK + turns * clock),
        cpu=WORK + turns * cpu,
        turns=turns,
        voluntary=turns,
        serial_seconds=busy * WORK,
        serial_cpu=WORK,
    )
    return replace(made, **changes)


def seen(costs: Sequence[float] = STEADY, intervals: str = SHORT, **changes: Any) -> Seen:
    """Return a call whose repeats cost so much more or less than is usual."""
    cpu, clock = changes.pop("cpu", CPU), changes.pop("clock", CLOCK)
    repeats = [
        [beside(each, cpu * cost, clock * cost, **changes) for each in SWEEPS[intervals].intervals] for cost in costs
    ]
    return Seen(gil=True, repeats=repeats)


def without_gil(blocked: int | None = 0) -> Seen:
    """Return a call without a GIL, whose threads blocked so often in each run, and took half the time."""
    run = {"turns": None, "voluntary": blocked, "seconds": WORK / 2}
    repeats = [[beside(each, **run) for each in SWEEPS[SHORT].intervals] for _ in STEADY]
    return Seen(gil=False, repeats=repeats)


def call(of: Seen) -> Call:
    return Call(WORK, [], of)


def outcome(of: Seen) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(of), gil=of.gil)


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/2/short"."""
    target_id, threads, intervals = name.split("/")
    return Trial(NAME, None, None, None, int(threads), size, 1, target_id, parameters=parameters(intervals))


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)
