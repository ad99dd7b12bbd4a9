"""How many items of work make a timed value: settled once per run, on the slowest target, and the same on all of them.

A worker needs work for at least 20 switch intervals (100 ms in CPython), or threads under the GIL run one after another
without ever competing. An item that is too short for that, on this machine, is done more often.
"""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from gilbench.analysis.evidence import THROUGHPUT
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import LEAST_ITEMS, items_per_value
from gilbench.plan.classes import lead_of_classes
from gilbench.plan.prices import ITEM, START
from gilbench.plan.trial import SERIAL, Plan, Trial
from gilbench.run.runner import Repetition, Runner
from gilbench.store.records import Calibration

ENOUGH = 0.07  # seconds for each worker: below the nominal two items of 50 ms, so that noise does not double them
MOST_ITEMS = 64  # for each worker
ITEMS = 2  # in a value of a trial that calibrates
PATIENCE = 10.0  # seconds for such a trial: work that needs longer needs no more items

Serial = Mapping[tuple[str, str], Trial]  # by target and workload


def repetition(timeout: float) -> Repetition:
    """Return how often a trial that calibrates does its work, given the limit for ordinary trials in seconds."""
    return Repetition(values=3, timeout=min(timeout, PATIENCE))


def calibrate(
    planned: Plan, targets: Sequence[Target], counts: Sequence[int], runner: Runner, known: Mapping[str, int]
) -> Calibration:
    """Measure an item of each planned workload that is not `known`, serially and on the slowest target that has it.

    The slowest target is the one that takes longest for the lead of the first class of work, which is pure Python if
    that was selected. A workload whose trial fails keeps the least number of items: its real trials will say why.
    """
    serial = {(trial.target, trial.workload): trial for trial in _serial(planned) if trial.workload is not None}
    workloads = dict.fromkeys(workload for _, workload in serial)
    items = {workload: known[workload] for workload in workloads if workload in known}
    unknown = [workload for workload in workloads if workload not in known]
    if not unknown:
        return Calibration(None, {}, items)
    lead = _lead(targets, serial)
    speeds = {each.id: _seconds_per_item(serial.get((each.id, lead)), runner) for each in targets}
    slowest_first = sorted(speeds, key=lambda target: speeds[target] or 0.0, reverse=True)
    seconds = {}
    for workload in unknown:
        target = next(each for each in slowest_first if (each, workload) in serial)
        taken = speeds[target] if workload == lead else _seconds_per_item(serial[target, workload], runner)
        if taken is not None:
            seconds[workload] = taken
            items[workload] = items_per_value(counts, items_per_worker(taken))
    return Calibration(slowest_first[0], seconds, items, speeds=_against_the_slowest(speeds))


def transport(planned: Plan, found: Calibration, runner: Runner) -> Mapping[str, float]:
    """Return what an item of each calibrated workload costs more in other processes, in seconds; never below 0.

    Its argument and its result have to go there and back. Of each workload one planned trial with processes is
    measured, with few items; where that fails, nothing is known. What such a trial takes beyond serial code counts, as
    if its workers did not run side by side: how far they do varies more than most results weigh. Only the estimate of
    the time rests on it.
    """
    costs = {}
    for trial in _apart(planned, found):
        taken = _seconds_per_item(trial, runner)
        if taken is not None and trial.workload is not None:
            costs[trial.workload] = max(0.0, taken - found.seconds_per_item[trial.workload])
    return costs


def seconds(planned: Plan, targets: int, known: Container[str]) -> float:
    """Return about how long it takes to calibrate the workloads that are not known, on so many targets."""
    serial = {trial.workload for trial in _serial(planned)}
    unknown = [each for each in serial if each not in known]
    if not unknown:
        return 0.0
    usual = Calibration(None, {each: ITEM["full"] for each in unknown if each is not None}, {})
    trials = len(unknown) + targets - 1 + len(_apart(planned, usual))
    few = repetition(math.inf)
    return trials * (START + few.values * ITEMS * ITEM["full"])


def _against_the_slowest(speeds: Mapping[str, float | None]) -> dict[str, float]:
    known = {target: taken for target, taken in speeds.items() if taken is not None}
    return {target: taken / max(known.values()) for target, taken in known.items()}


def items_per_worker(seconds: float) -> int:
    """Return how many items of so many seconds a worker needs: a power of two, so that two runs mostly agree."""
    items = LEAST_ITEMS
    while items < MOST_ITEMS and items * seconds < ENOUGH:
        items *= 2
    return items


def _serial(planned: Plan) -> list[Trial]:
    return [trial for trial in planned.trials if trial.strategy == SERIAL and trial.experiment == THROUGHPUT]


def _apart(planned: Plan, found: Calibration) -> list[Trial]:
    """Return a trial with processes of each workload that was calibrated, on the target where it was if it is there."""
    apart = [each for each in planned.trials if each.start_method is not None and each.experiment == THROUGHPUT]
    first: dict[str | None, Trial] = {}
    for trial in sorted(apart, key=lambda each: (each.target != found.target, -each.workers)):
        if trial.workload in found.seconds_per_item:
            first.setdefault(trial.workload, trial)
    return list(first.values())


def _lead(targets: Sequence[Target], serial: Serial) -> str:
    infos = {info.name: info for each in targets for info in each.catalogue.workloads if (each.id, info.name) in serial}
    return next(iter(lead_of_classes(infos.values()).values())).name


def _seconds_per_item(trial: Trial | None, runner: Runner) -> float | None:
    """Return the fastest of a few values, since other programs can only add time; None if there is none."""
    outcome = None if trial is None else runner.run(replace(trial, items=ITEMS))
    if outcome is None or outcome.state != "ok":
        return None
    return min(call.seconds for call in outcome.calls) / ITEMS
