"""Stored runs of latency with invented times: nothing here was measured."""

import math
import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.latency.records import Seen
from gilbench.experiments.latency.trials import Parameters
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"latency"})
REQUESTS, PERIOD = 100, 0.011
Key = tuple[str, Parameters]  # a target's id, and parameters


def spread(typical: float, noise: float = 0.05, count: int = REQUESTS, seed: int = 1) -> list[float]:
    """Return so many latencies around a typical one, in an order that the seed decides."""
    normal = statistics.NormalDist()
    found = [typical * math.exp(noise * normal.inv_cdf((each + 0.5) / count)) for each in range(count)]
    random.Random(seed).shuffle(found)  # noqa: S311  no secret
    return found


def seen(latencies: Sequence[float | None], **changes: Any) -> Seen:
    """Return what a call saw, of a trial without collections."""
    made = Seen(
        latencies=list(latencies),
        answers=sum(each is not None for each in latencies),
        late=[0.0001] * len(latencies),
        late_alone=[0.0001] * 8,
        period=PERIOD,
        seconds=len(latencies) * PERIOD,
        keeps_up=True,
        in_flight=0.1,
        units_per_second=[1000.0],
        units_by_default=[],
        switch_interval=0.005,
        collector=True,
        collections=0,
        collecting=0.0,
        long_collections=[],
        met=[False] * len(latencies),
    )
    return replace(made, **changes)


def kept(share: float, latency: float = 0.0006, noise: float = 0.01) -> Seen:
    """Return what a call saw whose neighbour kept this share of its throughput at the trial's switch interval."""
    default = spread(1000.0, noise, 6, seed=2)
    own = [share * each for each in spread(1000.0, noise, 6, seed=3)]
    return seen(spread(latency, count=48), units_per_second=own, units_by_default=default, switch_interval=0.0005)


def collected(during: float, others: float, every: int = 3, **changes: Any) -> Seen:
    """Return what a call saw, of whose requests every third was due in a collection."""
    flags = [number % every == 0 for number in range(REQUESTS)]
    values = [(during if flag else others) * each for flag, each in zip(flags, spread(1.0), strict=True)]
    long = spread(0.01, count=30)
    more: dict[str, Any] = {"collections": 400, "collecting": 0.4, "long_collections": long, "met": flags}
    return seen(values, **{**more, **changes})


def behind(answers: int = 20) -> Seen:
    """Return what a call saw of a service that could not keep up."""
    latencies = [0.3 * (number + 1) if number < answers else None for number in range(REQUESTS)]
    return seen(latencies, keeps_up=False)


def closed(requests: float) -> Seen:
    """Return what a call saw in a closed loop of half a second."""
    return seen([], answers=round(requests / 2), seconds=0.5, period=0.0, in_flight=None, late=[])


def call(found: Seen) -> Call:
    return Call(found.seconds, [], found)


def outcome(found: Seen) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(found))


def trial(key: Key) -> Trial:
    return Trial("latency", None, None, None, 1, "full", REQUESTS, key[0], parameters=key[1])


def evidence(rounds: Mapping[Key, Sequence[Seen | Outcome]], **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with what was seen round by round."""
    outcomes = {
        key: [each if isinstance(each, Outcome) else outcome(each) for each in found] for key, found in rounds.items()
    }
    return EXPERIMENTS.evidence(stored.run(trial, outcomes, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)
