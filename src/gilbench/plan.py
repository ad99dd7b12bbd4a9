"""Settings × descriptions → trials and skips. Pure: nothing is started, read or written."""

import fnmatch
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from gilbench.core import IN_THE_SPOTLIGHT, THREADS, Core, core_of
from gilbench.errors import NothingToRunError, UsageError
from gilbench.interpreters import Target
from gilbench.leads import lead_of_classes
from gilbench.settings import HELD_SHARE, THROUGHPUT, Settings
from gilbench.target.globs import label, matches
from gilbench.target.schema import StrategyInfo, WorkloadInfo

SERIAL = "serial"
LEAST_ITEMS = 2  # for each worker in each value
UNCALIBRATED: Mapping[str, int] = {}


@dataclass(frozen=True)
class Trial:
    """One cell: experiment × workload × strategy × workers × parameters × target."""

    experiment: str
    workload: str
    strategy: str
    start_method: str | None
    workers: int
    size: str  # "small" or "full"
    items: int  # items of work in each timed value: the same for every strategy, worker count and target
    target: str  # Target.id
    copy: int = 0  # 1: the same trial once more, only to see by how much identical trials differ

    @property
    def strategy_label(self) -> str:
        """The strategy with its start method: `process_pool[fork]`."""
        return label(self.strategy, self.start_method)

    @property
    def name(self) -> str:
        """The name that it has in every target, and in the pyperf files."""
        again = "#2" if self.copy else ""
        return f"{self.experiment}/{self.workload}/{self.strategy_label}/{self.workers}{again}"

    @property
    def original(self) -> "Trial":
        """The trial that this one is a copy of; itself if it is none."""
        return replace(self, copy=0)

    @property
    def id(self) -> str:
        """Unique within a run."""
        return f"{self.target}/{self.name}"


@dataclass(frozen=True)
class Skip:
    """A combination that cannot be, known before anything runs."""

    trial: Trial
    reason: str


@dataclass(frozen=True)
class Plan:
    """Everything that a run will measure, will not measure, and why."""

    trials: tuple[Trial, ...]
    skips: tuple[Skip, ...]
    left_out: tuple[Trial, ...]  # could be measured, but are outside the chosen suite
    copies: tuple[Trial, ...] = ()  # of some of the trials: what they differ by is the noise floor

    @property
    def measured(self) -> tuple[Trial, ...]:
        """The trials and their copies: what a round runs."""
        return self.trials + self.copies


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


def worker_counts(settings: Settings, usable_cpus: int) -> tuple[int, ...]:
    """Return the worker counts of a run."""
    return settings.workers or default_workers(usable_cpus)


def cannot_tell(experiment: str, target: Target) -> str | None:
    """Say why an experiment can measure nothing on a target; None if it can."""
    return target.facts.no_held_share if experiment == HELD_SHARE else None


def default_workers(usable_cpus: int) -> tuple[int, ...]:
    """Return 1, 2, 4, … up to the usable CPUs and these; at least up to 2, since one worker shows nothing."""
    most = max(2, usable_cpus)
    return tuple(sorted({2**power for power in range(most.bit_length()) if 2**power <= most} | {most}))


def items_per_value(counts: Sequence[int], per_worker: int = LEAST_ITEMS) -> int:
    """Return how many items make one timed value: a multiple of every worker count, at least `per_worker` for each."""
    common = math.lcm(*counts)
    return common * math.ceil(per_worker * max(counts) / common)


def _most_useful(counts: Sequence[int], usable_cpus: int) -> int:
    """Return the largest count with a CPU for every worker, which is what the sentences are about."""
    return max((count for count in counts if 1 < count <= usable_cpus), default=max(counts))


def _matrix(
    settings: Settings, target: Target, workloads: Sequence[WorkloadInfo], counts: Sequence[int]
) -> Iterator[tuple[str, WorkloadInfo, StrategyInfo, int]]:
    for experiment, workload in product(settings.experiments, workloads):
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
