"""Settings × descriptions → trials and skips. Pure: nothing is started, read or written."""

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from gilbench.errors import NothingToRunError, UsageError
from gilbench.experiments.throughput.core import IN_THE_SPOTLIGHT, THREADS, Core, core_of
from gilbench.inside.globs import matches
from gilbench.inside.schema import StrategyInfo, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import items_per_value, worker_counts
from gilbench.plan.classes import lead_of_classes
from gilbench.plan.trial import SERIAL, Plan, Skip, Trial
from gilbench.settings import EXPERIMENTS, HELD_SHARE, THROUGHPUT, Settings

UNCALIBRATED: Mapping[str, int] = {}


def make(
    settings: Settings, targets: Sequence[Target], usable_cpus: int, items: Mapping[str, int] = UNCALIBRATED
) -> Plan:
    """Return the plan for these targets, with `items` per value by workload; a workload not in it gets the least.

    Raises UsageError if a glob selects nothing on any target, and NothingToRunError if nothing that was selected can
    be measured.
    """
    _require_hits(settings, targets)
    counts = worker_counts(settings, usable_cpus)
    trials: list[Trial] = []
    skips: list[Skip] = []
    left_out: list[Trial] = []
    why = ""
    for target in targets:
        workloads = [each for each in target.catalogue.workloads if _selected(each.name, settings.globs)]
        core = core_of(workloads, _most_useful(counts, usable_cpus))
        for experiment, workload, strategy, workers in _matrix(settings, target, workloads, counts):
            trial = Trial(
                experiment=experiment,
                workload=workload.name,
                strategy=strategy.name,
                start_method=strategy.start_method,
                workers=workers,
                size=settings.size,
                items=items.get(workload.name, items_per_value(counts)),
                target=target.id,
            )
            reason = impossible(workload, strategy) or cannot_tell(experiment, target)
            why = why or reason or ""
            if not _wanted(settings, core, workload, strategy, workers):
                left_out += [] if reason else [trial]
            elif reason:
                skips.append(Skip(trial, reason))
            else:
                trials.append(trial)
    if not trials:
        raise NothingToRunError(f"nothing that was selected can be measured ({why}); `gilbench list` shows what can")
    return Plan(tuple(trials), tuple(skips), tuple(left_out), tuple(copies(trials, targets[0])))


def copies(trials: Sequence[Trial], reference: Target) -> list[Trial]:
    """Return a second copy of a few trials of the reference target.

    They are serial code and one parallel strategy (threads where they were selected, and as many workers as anything
    has) of the leads of pure-Python work and of waiting; of the first class selected if neither was.
    """
    here = [each for each in trials if each.target == reference.id and each.experiment == THROUGHPUT]
    names = {each.workload for each in here}
    leads = lead_of_classes(each for each in reference.catalogue.workloads if each.name in names)
    chosen = [leads[each] for each in IN_THE_SPOTLIGHT if each in leads] or list(leads.values())[:1]
    return [
        replace(each, copy=1)
        for lead in chosen
        for each in _copied([trial for trial in here if trial.workload == lead.name])
    ]


def _copied(trials: Sequence[Trial]) -> list[Trial]:
    serial = [each for each in trials if each.strategy == SERIAL]
    parallel = sorted(
        (each for each in trials if each.strategy != SERIAL), key=lambda each: (each.strategy != THREADS, -each.workers)
    )
    return serial[:1] + parallel[:1]


def impossible(workload: WorkloadInfo, strategy: StrategyInfo) -> str | None:
    """Say why a workload cannot run under a strategy in this target; None if it can."""
    if strategy.missing:
        return strategy.missing
    if workload.missing:
        return workload.missing
    if strategy.runs_async and not workload.has_async_twin:
        return f"{workload.name} has no async twin"
    if workload.data == "write_shared" and not strategy.shares_memory:
        return "the workers of this strategy do not share the memory that all of them write to"
    return None


def cannot_tell(experiment: str, target: Target) -> str | None:
    """Say why an experiment can measure nothing on a target; None if it can."""
    return target.facts.no_held_share if experiment == HELD_SHARE else None


def _most_useful(counts: Sequence[int], usable_cpus: int) -> int:
    """Return the largest count with a CPU for every worker, which is what the sentences are about."""
    return max((count for count in counts if 1 < count <= usable_cpus), default=max(counts))


def _matrix(
    settings: Settings, target: Target, workloads: Sequence[WorkloadInfo], counts: Sequence[int]
) -> Iterator[tuple[str, WorkloadInfo, StrategyInfo, int]]:
    for experiment, workload in product(settings.experiments or EXPERIMENTS, workloads):
        for strategy in target.catalogue.strategies:
            if strategy.family == SERIAL:  # the baseline of everything else
                if experiment == THROUGHPUT or _may_hold(settings, target, workload):
                    yield experiment, workload, strategy, 1
            elif experiment == THROUGHPUT and (
                not settings.strategies or matches(strategy.name, strategy.start_method, settings.strategies)
            ):
                yield from ((experiment, workload, strategy, workers) for workers in counts)


def _may_hold(settings: Settings, target: Target, workload: WorkloadInfo) -> bool:
    """Whether there is a share to measure: of CPU-bound work, where there is a GIL; small sizes are smoke tests."""
    return workload.kind == "cpu" and target.facts.gil_enabled and settings.size == "full"


def _wanted(settings: Settings, core: Core, workload: WorkloadInfo, strategy: StrategyInfo, workers: int) -> bool:
    """Naming workloads or strategies asks for all of them, as `--suite full` does."""
    if settings.suite == "full" or settings.globs or settings.strategies:
        return True
    return strategy.tried and core.contains(workload, strategy, workers)


def _selected(name: str, globs: Sequence[str]) -> bool:
    return not globs or any(fnmatch.fnmatchcase(name, glob) for glob in globs)


def _require_hits(settings: Settings, targets: Sequence[Target]) -> None:
    workloads = {each.name for target in targets for each in target.catalogue.workloads}
    strategies = {(each.name, each.start_method) for target in targets for each in target.catalogue.strategies}
    for glob in settings.globs:
        if not any(_selected(name, [glob]) for name in workloads):
            raise UsageError(f"no workload is called {glob!r}; `gilbench list workloads` shows them")
    for glob in settings.strategies:
        if not any(matches(name, method, [glob]) for name, method in strategies):
            raise UsageError(f"no strategy is called {glob!r}; `gilbench list strategies` shows them")
