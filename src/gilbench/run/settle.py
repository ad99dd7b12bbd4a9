"""Settle how much work a run does: calibrate what is not known, bound what is too much, and plan with it."""

from collections.abc import Container, Sequence
from dataclasses import replace
from pathlib import Path

from gilbench.interpreters.kinds import merged
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked
from gilbench.plan.make import Planners, make
from gilbench.plan.trial import Plan
from gilbench.run import bounding, calibration, earlier
from gilbench.run.runner import Runner
from gilbench.run.weighed import Weighed
from gilbench.store.records import Calibration, Manifest


def settled(manifest: Manifest, asked: Asked, planners: Planners, runner: Runner, room: int) -> Manifest:
    """Return the manifest with its calibration, and with the plan that follows from it.

    `room` is how many bytes the results of a value may take. Raises NothingToRunError if nothing that was asked for has
    room.
    """
    targets, weighed = manifest.targets, Weighed(runner)
    found = calibration.calibrate(manifest.plan, targets, asked.workers, weighed, asked.items)
    if not found.items:
        return manifest
    results = bounding.by_workload(weighed.results, targets, asked.items)
    shared = bounding.crews(manifest.plan, targets, asked.workers)
    stay = bounding.staying(weighed.staying, targets, asked.staying)
    asked = replace(asked, too_large=bounding.too_large(results, shared, room), staying=stay)
    results = bounding.without(results, asked.too_large)
    known, left = earlier.known(asked.settings), make(asked, targets, planners)
    found = replace(
        found,
        items=bounding.without(found.items, asked.too_large),
        seconds_per_item=merged(known.items, found.seconds_per_item),
        transport={**known.transport, **calibration.transport(left, targets, found, runner)},
        speeds={**known.speeds, **found.speeds},
        like=_name_of_run(asked.settings.like),
        staying=stay,
    )
    backs = _backs(left, targets, found, runner)
    found = bounding.bounded(found, results, backs, shared, room)
    slow = bounding.too_slow(found.items, backs, manifest.values, asked.settings.timeout)
    final = replace(asked, items=found.items, too_slow=slow)
    return replace(manifest, plan=make(final, targets, planners), calibration=found)


def _backs(planned: Plan, targets: Sequence[Target], found: Calibration, runner: Runner) -> dict[str, dict[str, float]]:
    """Return what an item costs more in processes, by kind, of work that is long on its way.

    The calibration has it from one kind of interpreters, and so for its estimates; others may pickle much faster.
    """
    long = bounding.long_on_their_way(found)
    if len(found.targets) == 1:
        return {kind: {name: found.transport[name] for name in long.get(kind, ())} for kind in found.targets}
    return {kind: calibration.transport(planned, targets, _only(found, kind, long[kind]), runner) for kind in long}


def _only(found: Calibration, kind: str, names: Container[str]) -> Calibration:
    """Return what was found on one kind of interpreters of some workloads."""
    seconds = {name: each for name, each in found.seconds_per_item.get(kind, {}).items() if name in names}
    targets = {each: target for each, target in found.targets.items() if each == kind}
    return replace(found, targets=targets, seconds_per_item={kind: seconds})


def _name_of_run(folder: str | None) -> str | None:
    return None if folder is None else Path(folder).resolve().name
