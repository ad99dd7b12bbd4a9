"""How precisely a run knows what it compares: what its schedule goes on with, and stops on."""

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gilbench.analysis.intervals import student_half_width
from gilbench.analysis.ratios import Seconds, log_ratios
from gilbench.experiments.throughput.core import core_of
from gilbench.plan.schedule import Comparison
from gilbench.plan.trial import SERIAL, Trial
from gilbench.settings import THROUGHPUT
from gilbench.store.records import Manifest, Record, StoredRun


def comparisons(run: StoredRun) -> list[Comparison]:
    """Return what the run compares and how precisely each is known so far, without trials that were lost.

    These are each trial with its serial twin, serial code with the same on the first target, and copies with their
    originals.
    """
    plan, medians = run.manifest.plan, _round_medians(run.records)
    lost = {record.trial for record in run.records if record.outcome.state != "ok"}
    core = _in_core(run.manifest)
    return [
        _comparison(medians, base, other, matters={base.id, other.id} <= core or other.copy == 1)
        for base, other in (*_with_serial(plan.trials), *_with_first(run.manifest), *_with_originals(plan.copies))
        if not {base.id, other.id} & lost
    ]


def _with_serial(trials: Sequence[Trial]) -> Iterator[tuple[Trial, Trial]]:
    serial = {(each.target, each.experiment, each.workload): each for each in trials if each.strategy == SERIAL}
    for trial in trials:
        base = serial.get((trial.target, trial.experiment, trial.workload))
        if base is not None and base is not trial:
            yield base, trial


def _with_first(manifest: Manifest) -> Iterator[tuple[Trial, Trial]]:
    serial = [each for each in manifest.plan.trials if each.strategy == SERIAL and each.experiment == THROUGHPUT]
    first = {each.name: each for each in serial if each.target == manifest.targets[0].id}
    for trial in serial:
        base = first.get(trial.name, trial)
        if base is not trial:
            yield base, trial


def _with_originals(copies: Iterable[Trial]) -> Iterator[tuple[Trial, Trial]]:
    return ((copy.original, copy) for copy in copies)


def _in_core(manifest: Manifest) -> set[str]:
    """Return the ids of the trials that the core suite would have chosen: those that sentences rest on."""
    found = set()
    for target in manifest.targets:
        here = [each for each in manifest.plan.trials if each.target == target.id]
        names = {each.workload for each in here}
        workloads = {each.name: each for each in target.catalogue.workloads if each.name in names}
        strategies = {(each.name, each.start_method): each for each in target.catalogue.strategies}
        served = [each.workers for each in here if each.workers <= manifest.usable_cpus]
        core = core_of(list(workloads.values()), max(served, default=1))
        found |= {
            each.id
            for each in here
            if core.contains(workloads[each.workload], strategies[each.strategy, each.start_method], each.workers)
        }
    return found


def _comparison(medians: Mapping[str, Seconds], base: Trial, other: Trial, *, matters: bool) -> Comparison:
    logs = list(log_ratios(medians.get(base.id, {}), medians.get(other.id, {})).values())
    return Comparison(base, other, math.expm1(student_half_width(logs)), len(logs), matters)


def _round_medians(records: Iterable[Record]) -> dict[str, dict[int, float]]:
    medians: dict[str, dict[int, float]] = {}
    for record in records:
        if record.outcome.state == "ok":
            seconds = statistics.median(sample.seconds for sample in record.outcome.samples)
            medians.setdefault(record.trial, {})[record.round] = seconds
    return medians
