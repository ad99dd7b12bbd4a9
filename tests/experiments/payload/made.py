"""Stored runs of payload with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.payload.records import FEW, MIB, Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"payload"})
STEADY = (0.99, 0.995, 1.0, 1.0, 1.005, 1.01)  # sweeps, as shares of their median
SHAKEN = (0.2, 0.5, 1.0, 1.0, 3.0, 6.0)
# What a trip takes for itself, and what a mebibyte adds, in seconds.
TIMES = {
    "thread_executor": (3e-5, 0.0),
    "process_executor": (2e-4, 4e-3),
    "process_pool": (1e-4, 4e-3),
    "pipe": (4e-5, 3e-3),
    "shared_memory": (2e-4, 2e-4),
}


def seen(
    task: float, mebibyte: float, sweeps: Sequence[float] = STEADY, sizes: Sequence[int] = FEW, **changes: Any
) -> Seen:
    """Return what a call saw of trips that take so many seconds, and as many more for each mebibyte."""
    taken = [[each * (task + mebibyte * size / MIB) for each in sweeps] for size in sizes]
    return replace(Seen(list(sizes), taken, 6 * len(sizes), [], 3e8, "fork"), **changes)


def call(task: float, mebibyte: float, sweeps: Sequence[float] = STEADY, **changes: Any) -> Call:
    return Call(task, [], seen(task, mebibyte, sweeps, **changes))


def outcome(*arguments: Any, **changes: Any) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(*arguments, **changes))


def trial(name: str) -> Trial:
    """Return the trial of "3.13/pipe", "3.13/pipe/integers" or "3.13/pipe/bytes/buffers"."""
    target_id, through, data, pickle = (*name.split("/"), "bytes", "")[:4] if name.count("/") < 3 else name.split("/")
    more = (("pickle", pickle),) if pickle == "buffers" else ()
    parameters = (("through", through), ("data", data), *more)
    return Trial("payload", None, None, None, 1, "full", len(FEW), target_id, parameters=parameters)


def core(target_id: str = "3.13", **changes: tuple[float, float]) -> dict[str, list[Outcome]]:
    """Return the trials of the core in one round, with other times where told."""
    return {f"{target_id}/{through}": [outcome(*times)] for through, times in (TIMES | changes).items()}


def evidence(rounds: Mapping[str, Iterable[Outcome]], **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(trial, rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)
