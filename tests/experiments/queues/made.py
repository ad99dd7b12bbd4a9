"""Stored runs of queues with invented windows: nothing here was measured."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from tests.experiments import stored
from tests.experiments.stored import STEADY

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.queues import trials
from gilbench.experiments.queues.records import BOUND, Flow, Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"queues"})
PUT = 10_000  # items of a window
HANDOVER = 1.5e-5
AMISS = ("lost", "twice", "disordered")


def flow(item: float, bound: int | None = None, put: int = PUT, **amiss: int) -> Flow:
    """Return windows in which an item took so many seconds, and half as much CPU time."""
    times = [each * item * put for each in STEADY]
    counts = {**dict.fromkeys(AMISS, 0), **amiss}
    return Flow(bound, [put] * len(times), times, [each / 2 for each in times], **counts)


def seen(item: float = 2e-6, bounded: float | None = None, handover: float | None = HANDOVER, **of_flow: int) -> Seen:
    """Return what was seen of a channel; `of_flow` is of the windows without a bound."""
    flows = [flow(item, **of_flow)]
    if bounded is not None:
        flows.append(flow(bounded, BOUND))
    middles = [] if handover is None else [each * handover for each in STEADY]
    return Seen(flows, middles, [10 * each for each in middles])


def call(what: Seen) -> Call:
    return Call(what.flows[0].seconds[0], [], what)


def outcome(*arguments: Any, **more: Any) -> Outcome:
    """Return the outcome of one round in which this was seen."""
    return stored.outcome(call(seen(*arguments, **more)))


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/queue.Queue" or "3.13/queue.Queue/2": target, channel, producers."""
    target_id, channel, *rest = name.split("/")
    return trials.of_channel(channel, int(rest[0]) if rest else 1, size, target_id)


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)


def core(on: str = "3.13", **channels: Outcome) -> dict[str, list[Outcome]]:
    """Return a round of the core, in which nothing was lost; `channels` by the last part of their names."""
    usual = {
        "semaphores": outcome(5e-6, 2e-5),
        "queue.Queue": outcome(2e-6, 1e-5),
        "queue.SimpleQueue": outcome(2e-7),
        "multiprocessing.Queue": outcome(8e-6, 1.6e-5, handover=3e-5),
    }
    given = {"Simple": "queue.SimpleQueue", "Queue": "queue.Queue", "processes": "multiprocessing.Queue"}
    changed = {given[name]: each for name, each in channels.items()}
    return {f"{on}/{channel}": [each] for channel, each in (usual | changed).items()}
