"""How many items of work make a timed value: settled once per run for each kind of interpreter, on its fastest.

A worker needs work for at least 20 switch intervals (100 ms in CPython), or threads under the GIL run one after another
without ever competing. Where that holds for the fastest, it holds for the others of its kind, which do the same items.
"""

import math
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from gilbench.analysis import own_threads
from gilbench.analysis.evidence import THROUGHPUT
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.kinds import CPYTHON, ByKind, by_kind, known_of
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import enough, items_in_list, items_in_list_of, items_per_value, items_per_worker
from gilbench.plan.classes import lead_of_classes
from gilbench.plan.prices import ITEM, START
from gilbench.plan.trial import SERIAL, Plan, Trial
from gilbench.run.runner import Repetition, Runner
from gilbench.store.records import Calibration, StoredCall

ITEMS = 2  # in a value of a trial that calibrates; of items that differ it has the list once
_SIZE = "full"  # the other one is for tests, and is not calibrated
PATIENCE = 10.0  # seconds for such a trial: work that needs longer needs no more items


@dataclass(frozen=True)
class _Work:
    """What is planned and known of one kind of interpreters."""

    targets: Sequence[Target]
    serial: dict[tuple[str, str], Trial]  # by target and workload
    known: dict[str, int]  # items of workloads that need no measuring
    crews: dict[str, frozenset[int]]  # numbers of workers of a workload's trials

    @property
    def unknown(self) -> list[str]:
        """The planned workloads of which nothing is known."""
        return [name for name in dict.fromkeys(name for _, name in self.serial) if name not in self.known]


@dataclass(frozen=True)
class _Measured:
    """What was measured on one kind of interpreters."""

    target: str | None = None  # the fastest
    seconds: dict[str, float] = field(default_factory=dict)  # of an item, by workload
    speeds: dict[str, float] = field(default_factory=dict)  # by target: time of an item of the lead ÷ the fastest's


def repetition(timeout: float) -> Repetition:
    """Return how often a trial that calibrates does its work, given the limit for ordinary trials in seconds."""
    return Repetition(values=3, timeout=min(timeout, PATIENCE))


def calibrate(
    planned: Plan, targets: Sequence[Target], counts: Sequence[int], runner: Runner, known: ByKind[int]
) -> Calibration:
    """Measure an item of each planned workload that is not `known`, serially, on the fastest target of each kind.

    The fastest target is the one that takes the shortest for the lead of the first class of work, which is pure Python
    if that was selected; where it lacks a workload, the next fastest is asked. A workload whose trial fails gets the
    items that it has on CPython with its GIL, or the least number: its real trials will say why.
    """
    works = _works(planned, targets, known)
    found = {kind: _measured(work, _lead(works), runner) for kind, work in works.items()}
    return Calibration(
        targets={kind: each.target for kind, each in found.items() if each.target is not None},
        seconds_per_item={kind: each.seconds for kind, each in found.items() if each.seconds},
        items=_settled(works, {kind: each.seconds for kind, each in found.items()}, counts),
        speeds={target: speed for each in found.values() for target, speed in each.speeds.items()},
    )


def expected(
    planned: Plan, targets: Sequence[Target], counts: Sequence[int], known: ByKind[int]
) -> dict[str, dict[str, int]]:
    """Return the items that calibrating would find if all work lasted as long as built-in workloads are meant to."""
    works = _works(planned, targets, known)
    return _settled(works, {kind: dict.fromkeys(work.unknown, ITEM[_SIZE]) for kind, work in works.items()}, counts)


def transport(planned: Plan, targets: Sequence[Target], found: Calibration, runner: Runner) -> dict[str, float]:
    """Return what an item of each calibrated workload costs more in other processes, in seconds; never below 0.

    Its argument and its result have to go there and back. Of each workload one planned trial with processes is
    measured, with few items; where that fails, nothing is known. What such a trial takes beyond serial code counts, as
    if its workers did not run side by side: how far they do varies more than most results weigh. Only the estimate of
    the time rests on it.
    """
    costs = {}
    for workload, (trial, alone) in _apart(planned, found).items():
        taken = _seconds_per_item(trial, targets, runner)
        if taken is not None:
            costs[workload] = max(0.0, taken - alone)
    return costs


def seconds(planned: Plan, targets: Sequence[Target], known: ByKind[int]) -> float:
    """Return about how long it takes to calibrate the workloads that are not known."""
    works = {kind: work for kind, work in _works(planned, targets, known).items() if work.unknown}
    on = {kind: work.targets[0].id for kind, work in works.items()}
    usual = {kind: dict.fromkeys(work.unknown, ITEM[_SIZE]) for kind, work in works.items()}
    lead = _lead(works)
    trials = [trial for work in works.values() for trial in _alone(work, lead)]
    trials += [trial for trial, _ in _apart(planned, Calibration(on, usual, {})).values()]
    items = sum(_few(trial, targets) for trial in trials)
    return len(trials) * START + items * repetition(math.inf).values * ITEM[_SIZE]


def _alone(work: _Work, lead: str | None) -> list[Trial]:
    """Return the serial trials that calibrate: of the lead everywhere, of all others on one target."""
    of_lead = [trial for (_, workload), trial in work.serial.items() if workload == lead]
    first = {workload: trial for (_, workload), trial in reversed(work.serial.items())}
    return of_lead + [first[name] for name in work.unknown if name != lead]


def _works(planned: Plan, targets: Sequence[Target], known: ByKind[int]) -> dict[str, _Work]:
    """Return what there is to do, by kind."""
    trials = [each for each in planned.trials if each.strategy == SERIAL and each.experiment == THROUGHPUT]
    works = {}
    for kind, alike in by_kind(targets).items():
        ids = {each.id for each in alike}
        serial = {(each.target, each.workload): each for each in trials if each.workload and each.target in ids}
        works[kind] = _Work(alike, serial, known_of(known, kind), _crews(planned, ids))
    return works


def _crews(planned: Plan, targets: Container[str]) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for each in planned.trials:
        if each.experiment == THROUGHPUT and each.workload and each.target in targets:
            found[each.workload] = found.get(each.workload, frozenset()) | {each.workers}
    return found


def _infos(work: _Work) -> dict[str, WorkloadInfo]:
    return {
        info.name: info
        for target in work.targets
        for info in target.catalogue.workloads
        if (target.id, info.name) in work.serial
    }


def _lead(works: dict[str, _Work]) -> str | None:
    """Return the workload that tells which target is fast; None where nothing is measured serially."""
    infos = {name: info for work in works.values() for name, info in _infos(work).items()}
    return next((each.name for each in lead_of_classes(infos.values()).values()), None)


def _measured(work: _Work, lead: str | None, runner: Runner) -> _Measured:
    if not work.unknown or lead is None:
        return _Measured()
    leads = {each.id: work.serial.get((each.id, lead)) for each in work.targets}
    speeds = {target: _seconds_per_item(trial, work.targets, runner) for target, trial in leads.items()}
    fastest_first = sorted(speeds, key=lambda target: speeds[target] or math.inf)
    seconds = {}
    for workload in work.unknown:
        target = next(each for each in fastest_first if (each, workload) in work.serial)
        trial = work.serial[target, workload]
        taken = speeds[target] if workload == lead else _seconds_per_item(trial, work.targets, runner)
        if taken is not None:
            seconds[workload] = taken
    return _Measured(fastest_first[0], seconds, _against_the_fastest(speeds))


def _against_the_fastest(speeds: dict[str, float | None]) -> dict[str, float]:
    known = {target: taken for target, taken in speeds.items() if taken is not None}
    return {target: taken / min(known.values()) for target, taken in known.items()}


def _settled(
    works: dict[str, _Work], seconds: dict[str, dict[str, float]], counts: Sequence[int]
) -> dict[str, dict[str, int]]:
    """Return the items in a value, by kind and workload, given what an item takes."""
    own = {kind: _items(work, seconds[kind], counts) for kind, work in works.items()}
    found = {}
    for kind, work in works.items():
        planned = dict.fromkeys(name for _, name in work.serial)
        instead = {**own.get(CPYTHON, {}), **own[kind]}
        found[kind] = {name: instead[name] for name in planned if name in instead}
    return {kind: items for kind, items in found.items() if items}


def _items(work: _Work, seconds: dict[str, float], counts: Sequence[int]) -> dict[str, int]:
    infos, target = _infos(work), work.targets[0]
    needed = {name: items_per_worker(taken, enough(infos[name], target)) for name, taken in seconds.items()}
    wider = {name: [each for each in work.crews[name] if each > max(counts)] for name in needed}
    lists = {name: items_in_list(infos[name], _SIZE) for name in needed}
    settled = {name: items_per_value(counts, each, wider[name], lists[name]) for name, each in needed.items()}
    return {**settled, **work.known}


def _apart(planned: Plan, found: Calibration) -> dict[str, tuple[Trial, float]]:
    """Return, for each workload, a trial with processes on a target where it was measured, and what an item took."""
    trials = [each for each in planned.trials if each.start_method is not None and each.experiment == THROUGHPUT]
    chosen: dict[str, tuple[Trial, float]] = {}
    for kind, target in found.targets.items():
        alone = found.seconds_per_item.get(kind, {})
        for trial in sorted(trials, key=lambda each: -each.workers):
            if trial.target == target and trial.workload is not None and trial.workload in alone:
                chosen.setdefault(trial.workload, (trial, alone[trial.workload]))
    return chosen


def _seconds_per_item(trial: Trial | None, targets: Sequence[Target], runner: Runner) -> float | None:
    """Return what an item took in the fastest of a few values, since other programs only add time; None without any.

    Of items that differ it is the mean over their list.
    """
    if trial is None:
        return None
    items = _few(trial, targets)
    outcome = runner.run(replace(trial, items=items))
    return min(map(_undisturbed, outcome.calls)) / items if outcome.state == "ok" else None


def _few(trial: Trial, targets: Sequence[Target]) -> int:
    """Return how many items calibrate a trial."""
    target = next(each for each in targets if each.id == trial.target)
    return items_in_list_of(trial.workload, target, trial.size) or ITEMS


def _undisturbed(call: StoredCall) -> float:
    """Return the seconds of a value without those in which no CPU was free for the only worker that it has.

    On a busy machine work would else seem to last longer, and get too few items. Where threads of the work's own do it,
    they are what the worker waits for a CPU beside.
    """
    if len(call.workers) != 1 or call.workers[0].ready is None or own_threads.at_work(call):
        return call.seconds
    return max(call.seconds - call.workers[0].ready, call.workers[0].running)
