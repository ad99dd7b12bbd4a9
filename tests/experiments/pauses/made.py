"""Stored runs of pauses with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.pauses.records import Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"pauses"})
STEADY = (0.97, 0.98, 0.99, 1.0, 1.0, 1.01, 1.02, 1.03)  # slices, as shares of their mean
SHAKEN = (0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 2.5, 4.0)
WINDOW = 0.4
SLICE = WINDOW / 8
SILENT = {
    **dict.fromkeys(("collections", "collecting", "longest_collection", "by_collector", "tracked")),
    "collector_reason": "pypy has no gc.callbacks",
}


def seen(share: float = 0.0, slices: Sequence[float] = STEADY, **changes: Any) -> Seen:
    """Return what a call saw: threads in pauses for this share of the time, a process beside them never."""
    made = Seen(
        window=WINDOW,
        threads=2,
        paused=[min(1.0, share * each) * SLICE for each in slices],
        everybody=[0.5 * share * each * SLICE for each in slices],
        begun=[4 * share] * 8,
        paused_beside=[0.0] * 8,
        longest=0.02 if share else 0.0004,
        longest_beside=0.0005,
        p99=0.015 if share else 0.0002,
        p99_beside=0.0001,
        wakings=1600,
        units_per_second=100.0,
        collections=0,
        collecting=0.0,
        longest_collection=0.0,
        by_collector=0.0,
        tracked=41_000,
        collector_reason=None,
    )
    return replace(made, **changes)


def collecting(share: float, by_collector: float = 0.97, **changes: Any) -> Seen:
    """Return what a call saw of collections that take about this share of the time."""
    told = {
        "collections": 10,
        "collecting": share * WINDOW,
        "longest_collection": 0.019,
        "by_collector": by_collector,
    }
    return seen(share, **{**told, **changes})


def call(*arguments: Any, **changes: Any) -> Call:
    made = seen(*arguments, **changes)
    return Call(made.p99, [], made)


def outcome(saw: Seen) -> Outcome:
    """Return the outcome of one round that saw this."""
    return stored.outcome(Call(saw.p99, [], saw))


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13t/collects", "3.13t/collects/off" or "3.13t/collects/on/process"."""
    target_id, kind, *rest = name.split("/")
    collector, place = [*rest, *("on", "thread")[len(rest) :]]
    parameters = (("while", kind), ("where", place), ("collector", collector))
    return Trial("pauses", None, None, None, 2, size, 1, target_id, parameters=parameters)


def evidence(saw: Mapping[str, Seen | Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with what they saw, or with their outcomes round by round."""
    rounds = {name: [outcome(each)] if isinstance(each, Seen) else each for name, each in saw.items()}
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)


FREE = {  # a build without a GIL, where only the collector stops anybody
    "3.13t/computes": seen(0.0),
    "3.13t/collects": collecting(0.6),
    "3.13t/garbage": collecting(0.3),
    "3.13t/garbage/off": seen(0.001),
    "3.13t/imports": collecting(0.4),
    "3.13t/imports/off": seen(0.003),
}
WITH_GIL = {
    "3.13/computes": seen(0.9, longest=0.006),
    "3.13/collects": collecting(0.6, longest=0.023),
    "3.13/garbage": collecting(0.92, 0.2, longest=0.007),
    "3.13/garbage/off": seen(0.9, longest=0.006),
    "3.13/imports": collecting(0.35, 0.8),
    "3.13/imports/off": seen(0.03),
}
