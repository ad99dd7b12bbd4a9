"""Everything that was measured, where the rules look it up."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from gilbench.analysis.capacity import beyond
from gilbench.analysis.compared import Compared, compared
from gilbench.analysis.family import Family
from gilbench.analysis.figures import Reductions
from gilbench.analysis.floor import noise_floor
from gilbench.analysis.frame import tidy
from gilbench.analysis.ratios import FEWEST_ROUNDS, Standard, p_value, ratio
from gilbench.analysis.summary import Summary, summarise
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate, NoiseFloor
from gilbench.plan.classes import lead_of_classes
from gilbench.plan.rank import workers_told_of
from gilbench.plan.trial import Work
from gilbench.store.records import Manifest, StoredRun

SERIAL = "serial"
THROUGHPUT = "throughput"
NOTHING_STORED: Mapping[str, object] = {}

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Evidence:
    """The summaries of a run, and the speed-ups that follow from them."""

    manifest: Manifest
    summaries: Mapping[str, Summary]  # by trial id
    speedups: Mapping[str, Estimate]  # by trial id, see `speedups_of`
    compared: Compared  # what is compared, of copies too
    floor: NoiseFloor | None
    reductions: Reductions = field(default_factory=dict)  # of the experiments that are known
    stored: Mapping[str, object] = field(default_factory=dict)  # what was not run but read, by the experiment's name

    @cached_property
    def family(self) -> Family:
        """Every speed-up of a sound trial, and every ratio of one to the same trial on the first target."""
        estimates = (*self._sound_speedups(), *self._sound_ratios())
        tested = tuple(p_value(each) for each in estimates if _tested(each))
        return Family("speed-ups of this run, and ratios to the first interpreter", tested)

    @cached_property
    def standard(self) -> Standard:
        """What it takes in this run to be called a difference: to reach the noise floor, and to pass in the family."""
        floor, rounds = (self.floor.share, self.floor.rounds) if self.floor else (0.0, 0)
        return Standard(floor=floor, floor_rounds=rounds, significance=self.family.significance)

    @cached_property
    def throughput(self) -> tuple[Summary, ...]:
        """The summaries of the throughput experiment."""
        return self.of(THROUGHPUT)

    def of(self, experiment: str) -> tuple[Summary, ...]:
        """Return the summaries of an experiment, measured or not."""
        return self._by_experiment.get(experiment, ())

    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, Estimate]]:
        """Every figure by trial id and name: of its own calls, and what it comes to beside other trials."""
        found = {trial: dict(each.figures) for trial, each in self.summaries.items()}
        for reduction in self.reductions.values():
            for trial, figures in reduction.related(self).items():
                found[trial] |= figures
        return found

    def figure(self, name: str, target: str, workload: str | None = None) -> Estimate | None:
        """Return a figure of a trial's own calls by its name, of whatever experiment has it; None if nobody has.

        This is how one experiment asks for what another has found.
        """
        return self._by_figure.get((name, target, workload))

    def baseline(self, summary: Summary) -> Summary | None:
        """Return the serial trial that a trial's speed-up refers to, None if there is none."""
        return self._serial.get(summary.trial.work)

    def on(self, target: str) -> tuple[Summary, ...]:
        """Return the throughput summaries of one target."""
        return self._by_target.get(target, ())

    def about(self, target: str, workload: str) -> tuple[Summary, ...]:
        """Return the throughput summaries of one workload on one target."""
        return self._by_workload.get((target, workload), ())

    def find(self, target: str, workload: str, strategy: str, workers: int) -> Summary | None:
        """Return the throughput trial of these names (the strategy by its label), None if it was not planned."""
        return self._by_names.get((target, workload, strategy, workers))

    def leads(self, target: Target) -> dict[str, WorkloadInfo]:
        """Return the workload that speaks for each class, among those that this run planned on the target."""
        planned = {each.trial.workload for each in self.on(target.id) if each.state != "skipped"}
        return lead_of_classes(info for info in target.catalogue.workloads if info.name in planned)

    def workers(self, target: str) -> int:
        """Return the worker count that a target's tables and sentences are about."""
        return self._workers.get(target, 1)

    def _sound_speedups(self) -> list[Estimate]:
        return [
            speedup
            for trial, speedup in self.speedups.items()
            if self.summaries[trial].trial.strategy != SERIAL and self.summaries[trial].sound
        ]

    def _sound_ratios(self) -> list[Estimate]:
        first = {each.trial.name: each for each in self.on(self.manifest.targets[0].id) if each.sound}
        rest = {each.id for each in self.manifest.subjects[1:]}  # twins brought along are compared with nothing else
        others = [each for each in self.throughput if each.trial.target in rest and each.sound]
        pairs = [(first[each.trial.name], each) for each in others if each.trial.name in first]
        return [found for base, other in pairs if (found := ratio(base.rounds, other.rounds)) is not None]

    @cached_property
    def _by_experiment(self) -> dict[str, tuple[Summary, ...]]:
        return grouped(self.summaries.values(), lambda each: each.trial.experiment)

    @cached_property
    def _by_target(self) -> dict[str, tuple[Summary, ...]]:
        return grouped(self.throughput, lambda each: each.trial.target)

    @cached_property
    def _by_workload(self) -> dict[tuple[str, str | None], tuple[Summary, ...]]:
        return grouped(self.throughput, lambda each: (each.trial.target, each.trial.workload))

    @cached_property
    def _workers(self) -> dict[str, int]:
        return {
            target: workers_told_of((each.trial.workers for each in on), self.manifest.usable_cpus)
            for target, on in self._by_target.items()
        }

    @cached_property
    def _serial(self) -> dict[Work, Summary]:
        return _serial_code(self.summaries.values())

    @cached_property
    def _by_figure(self) -> dict[tuple[str, str, str | None], Estimate]:
        found: dict[tuple[str, str, str | None], Estimate] = {}
        for each in self.summaries.values():
            for name, estimate in each.figures.items():
                found.setdefault((name, each.trial.target, each.trial.workload), estimate)
        return found

    @cached_property
    def _by_names(self) -> dict[tuple[str, str | None, str, int], Summary]:
        return {_names(each): each for each in self.throughput}


def collect(run: StoredRun, reductions: Reductions, stored: Mapping[str, object] = NOTHING_STORED) -> Evidence:
    """Return the evidence of a stored run; `stored` is what experiments that are not run have read from its folder."""
    rounds = compared(run, reductions)
    summaries = summarise(run, reductions, rounds, tidy(run))
    speedups = speedups_of(summaries)
    told = {**summaries, **_beyond(run.manifest, summaries, speedups)}
    return Evidence(run.manifest, told, speedups, rounds, noise_floor(run, rounds), reductions, stored)


def speedups_of(summaries: Mapping[str, Summary]) -> dict[str, Estimate]:
    """Return serial time ÷ strategy time by trial id, same target and same work; absent without both.

    1 by definition for serial itself.
    """
    found, serial_code = {}, _serial_code(summaries.values())
    for trial, summary in summaries.items():
        serial = serial_code.get(summary.trial.work) if summary.trial.experiment == THROUGHPUT else None
        if serial is summary and summary.rounds:
            found[trial] = Estimate(1.0, 1.0, 1.0, len(summary.rounds))
        elif serial is not None and (speedup := ratio(serial.rounds, summary.rounds)) is not None:
            found[trial] = speedup
    return found


def _serial_code(summaries: Iterable[Summary]) -> dict[Work, Summary]:
    return {each.trial.work: each for each in summaries if each.trial.strategy == SERIAL}


def _beyond(
    manifest: Manifest, summaries: Mapping[str, Summary], speedups: Mapping[str, Estimate]
) -> dict[str, Summary]:
    """Return the trials, by id, whose speed-up is more than their workers can give; they say so."""
    if manifest.invented:  # a dry run has a CPU for every worker
        return {}
    doubts = {trial: beyond(summaries[trial], each, manifest.usable_cpus) for trial, each in speedups.items()}
    return {trial: replace(summaries[trial], beyond=doubt) for trial, doubt in doubts.items() if doubt}


def grouped(summaries: Iterable[Summary], key: Callable[[Summary], Key]) -> dict[Key, tuple[Summary, ...]]:
    """Return the summaries by what a key makes of them, in their order."""
    found: dict[Key, list[Summary]] = {}
    for each in summaries:
        found.setdefault(key(each), []).append(each)
    return {name: tuple(members) for name, members in found.items()}


def at_workers(summaries: Iterable[Summary], workers: int) -> tuple[Summary, ...]:
    """Return the trials with this many workers, without serial ones."""
    return tuple(each for each in summaries if each.trial.workers == workers and each.trial.strategy != SERIAL)


def _tested(estimate: Estimate) -> bool:
    return estimate.low is not None and estimate.rounds >= FEWEST_ROUNDS


def _names(summary: Summary) -> tuple[str, str | None, str, int]:
    trial = summary.trial
    return trial.target, trial.workload, trial.strategy_label, trial.workers
