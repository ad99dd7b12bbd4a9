"""Runs of every experiment at any size, to make pages of: invented, but with worker times, noise and a GIL.

As a program it writes the report of one into a folder and prints what that took: `python -m tests.page.sized 200 DIR`.
"""

import json
import random
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.simulated import simulate, target, workload

from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.discovery import find
from gilbench.inside.experiment import Call
from gilbench.inside.schema import WorkerTime
from gilbench.interpreters.target import Target
from gilbench.page import files
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.plan.rank import ranks
from gilbench.plan.trial import Plan, Trial
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings
from gilbench.store.records import Outcome, Record, StoredRun

_ROUNDS = 6  # enough for every claim to be decided
_FEWEST = 3  # that a run has, and enough to weigh and time its page
USABLE_CPUS = 2
DEFAULT = "default"
_WORKERS = (1, 2)
_MORE = 10  # workloads that are added at a time until there are enough results
_THREADS = {"thread", "raw_thread", "thread_pool", "thread_executor"}
_WAITING = {"echo", "sleep", "crc32_released", "sha256"}  # workloads that do it, or compute, without the GIL


@dataclass(frozen=True)
class Cost:
    """What the report of a run took to write."""

    results: int
    seconds: float  # of CPU: another program on the machine adds nothing to them
    mebibytes: float  # the most that the process ever had, the invented run included


def default() -> StoredRun:
    """Return what a run has by default: its core on one Python with a GIL, one without, and the latter's twin."""
    targets = [target("3.13"), target("3.14t"), replace(target("3.14t+gil"), twin_of="3.14t")]
    experiments = find()
    return _measured(_plan(Settings(), targets, experiments), targets, experiments, _ROUNDS)


def of(results: int) -> StoredRun:
    """Return a run with exactly so many results on four interpreters.

    It is planned as its core where that is enough, else as the whole matrix, with workloads added until that is; then
    what decides the least is left out, as a budget would.
    """
    experiments = find()
    for settings, targets in _larger_and_larger():
        plan = _plan(settings, targets, experiments)
        if _rows(plan) >= results:
            return _measured(_cut(plan, results, targets, experiments), targets, experiments, _FEWEST)
    raise AssertionError("there is always a larger one")


def _larger_and_larger() -> Iterator[tuple[Settings, list[Target]]]:
    targets = [target(name) for name in ("3.11", "3.13", "3.14", "3.13t")]
    yield Settings(), targets
    number = 0
    while True:
        yield Settings(suite="full"), [_with(each, number) for each in targets]
        number += _MORE


def _with(to: Target, number: int) -> Target:
    more = [workload(f"workload_number_{place}") for place in range(number)]
    return replace(to, catalogue=replace(to.catalogue, workloads=[*to.catalogue.workloads, *more]))


def _plan(settings: Settings, targets: Sequence[Target], experiments: Experiments) -> Plan:
    return make(Asked(settings, USABLE_CPUS, _WORKERS, {}), targets, experiments.planners)


def _rows(plan: Plan) -> int:
    return len(plan.trials) + len(plan.skips)


def _cut(plan: Plan, results: int, targets: Sequence[Target], experiments: Experiments) -> Plan:
    """Keep what decides and what is skipped, and of the rest what fits."""
    found = ranks(plan.trials, targets, experiments.planners.values(), USABLE_CPUS)
    ordered = sorted(plan.trials, key=lambda each: found[each.id])  # stable: first come, first served
    room = results - len(plan.skips)
    kept = {each.id for each in ordered[:room]}
    trials = tuple(each for each in plan.trials if each.id in kept)
    left_out = tuple(each for each in plan.trials if each.id not in kept)
    copies = tuple(each for each in plan.copies if replace(each, copy=0).id in kept)
    return replace(plan, trials=trials, left_out=(*plan.left_out, *left_out), copies=copies, spares=())


def _measured(plan: Plan, targets: Sequence[Target], experiments: Experiments, rounds: int) -> StoredRun:
    random.seed(1)
    gil = {each.id: each.facts.gil_enabled for each in targets}
    planners = experiments.planners

    def call(trial: Trial) -> Call:
        made = planners[trial.experiment].invented(trial)
        turns = trial.experiment == "throughput" and trial.strategy in _THREADS and gil[trial.target]
        return _in_turns(made) if turns and trial.workload not in _WAITING else made

    runner = FakeRunner(calls=call)

    def outcome(trial: Trial) -> Outcome:
        return replace(runner.run(trial), pyperf=None)  # as in every run that was loaded

    records = [Record(each.id, number, outcome(each)) for number in range(1, rounds + 1) for each in plan.measured]
    return replace(simulate({}, plan=plan, targets=tuple(targets)), records=tuple(records))


def _in_turns(ideal: Call) -> Call:
    """Return the call as threads under a GIL would have it: one after the other, each waiting for the others."""
    seconds = ideal.seconds * len(ideal.workers)
    workers = [WorkerTime(seconds, ideal.seconds, 0.05 * ideal.seconds, 200, 50, each.items) for each in ideal.workers]
    return Call(seconds, workers, ideal.seen)


def main(name: str, folder: str) -> None:
    """Write the report of a run, and what that took as JSON beside it."""
    run = replace(default() if name == DEFAULT else of(int(name)), folder=Path(folder))
    before = _cpu_seconds()
    page = files.write(run, find())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = {"results": len(page.results), "seconds": _cpu_seconds() - before, "mebibytes": most}
    (run.folder / "cost.json").write_text(json.dumps(cost), encoding="utf-8")


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(*sys.argv[1:])
