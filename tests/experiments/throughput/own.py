"""Simulated runs of work of unknown kind: calls of somebody's own, of which nobody says what they do."""

from dataclasses import asdict, replace

from tests.known import collect, verdict
from tests.simulated import World, scenario, simulate, target, workload

from gilbench.experiments.held_share.records import Seen
from gilbench.inside.schema import WorkerTime

CALL = "f(x)"
WITH_GIL, FREE = "3.14", "3.14t"


def call(name=CALL, **changes):
    asks = f"What do threads do for {name}?"
    return workload(name, kind="unknown", file="/home/someone/calls.py", asks=asks, **changes)


def on(name, *calls):
    """Return a target whose catalogue has these calls alone."""
    found = target(name)
    return replace(found, catalogue=replace(found.catalogue, workloads=[call(each) for each in calls or (CALL,)]))


def held(share, low=None, high=None, on_cpu=0.2):
    """Return what held_share saw of a call: by default closely, of work that was on a CPU all the time of 0.2 s."""
    low, high = (share if end is None else end for end in (low, high))
    return asdict(Seen(share, low, high, 600, 580, 0.005, on_cpu, on_cpu))


def spent(wall, running, ready=0.0, workers=1):
    """Return the ledger of workers with these seconds each."""
    return {"workers": [WorkerTime(wall, running, ready, 10, 5, 2)] * workers}


def own_run(ratios, seen=None, share=None, *, names=(WITH_GIL,), world=None, calls=(CALL,), **manifest):
    """Return a run of calls on some interpreters, with these true speed-ups.

    seen: by strategy and workers, as in "thread/2", what a call saw; share: what held_share saw.
    """
    seconds, all_seen = {}, {}
    for name in names:
        for each in calls:
            here = f"{name}/{each}"
            seconds |= scenario(here, ratios)
            all_seen |= {f"{here}/{way}": what for way, what in (seen or {}).items()}
            if share is not None and not name.endswith("t"):
                seconds[f"{here}/serial/1 (held_share)"] = 0.2
                all_seen[f"{here}/serial/1 (held_share)"] = share
    targets = tuple(on(name, *calls) for name in names)
    return simulate(seconds, replace(world or World(noise=0.002), seen=all_seen), targets=targets, **manifest)


def said(run):
    """Return the sentences by target, and the reasons of those that there are none for."""
    sentences, unsaid = verdict(collect(run))
    of_calls = [each for each in sentences if each.about]
    return (
        {each.target: each for each in of_calls},
        {each.target: each.reason for each in unsaid if each.claim.startswith("threads-speed-up")},
    )
