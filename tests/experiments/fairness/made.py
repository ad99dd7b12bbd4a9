"""Stored runs of fairness with invented windows: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.experiments import stored
from tests.experiments.stored import STEADY

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.fairness import trials
from gilbench.experiments.fairness.records import DEFAULT, NONE, REPEATS, Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"fairness"})
RATE = 2e7  # turns of the loop per second, of as many threads as there are CPUs


def seen(
    cost: float = 0.0, units: Sequence[Sequence[int]] = ((500, 500),), repeats: Sequence[float] = STEADY, **changes: Any
) -> Seen:
    """Return what a call saw: all threads get so much less done (a share) than as many as CPUs, and those than one."""
    made = Seen(
        interval=0.005,
        cpus=2,
        loops=1000,
        window=0.05,
        units=[list(each) for each in units],
        unserved=[0.01] * len(units),
        together=[RATE * (1 - cost) * each for each in repeats],
        full=[RATE] * len(repeats),
        alone=[RATE] * len(repeats),
        together_cpu=[1 / RATE / (1 - cost) / each for each in repeats],
        full_cpu=[1 / RATE] * len(repeats),
        alone_cpu=[1 / RATE] * len(repeats),
    )
    return replace(made, **changes)


def call(*arguments: Any, **changes: Any) -> Call:
    return Call(0.05, [], seen(*arguments, **changes))


FREE: dict[str, Any] = {"gil": False, "full_cpu": [2 / RATE] * REPEATS}  # two threads keep two CPUs busy


def outcome(*arguments: Any, gil: bool = True, **changes: Any) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(*arguments, **changes), gil=gil)


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/128", "3.13/2/one" or "3.13/2/none/0.5": target, threads, lock, switch interval."""
    target_id, workers, *rest = name.split("/")
    lock = rest[0] if rest else NONE
    interval = float(rest[1]) if rest[1:] else DEFAULT
    return trials.of_threads(int(workers), lock, interval, size, target_id)


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)


assert len(STEADY) == REPEATS
