"""Which trials of throughput there are: workloads × strategies × worker counts, of which the core is measured."""

import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from gilbench.experiments.throughput.core import IN_THE_SPOTLIGHT, THREADS, Core, core_of
from gilbench.experiments.throughput.ranking import NAME, ranked
from gilbench.experiments.throughput.records import Seen
from gilbench.inside.experiment import Call
from gilbench.inside.registry import UNKNOWN
from gilbench.inside.schema import StrategyInfo, WorkerTime, WorkloadInfo
from gilbench.inside.settling import MOST_SECONDS
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import can_be_shared_out, items_in_list, wider_counts
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.classes import PURE_PYTHON, lead_of_classes, workload_class
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import asked_for, impossible, workloads
from gilbench.plan.trial import SERIAL, Skip, Trial

ORDER = 10
SHARE = 0.6
INNER_LOOPS = "items"  # the seconds of a call are those of all items
_ITEM = 0.0144  # seconds of an item in dry runs
_NOISE = 0.02  # standard deviation of their log seconds


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield every combination; those outside of the core only count if the whole matrix was asked for.

    To name work of unknown kind asks for its core: who measures a call wants its answer, and not every way to run it.
    """
    chosen = workloads(asked.settings, target)
    core = core_of(chosen, asked.most_useful, target.facts.default_start_method)
    for workload in chosen:
        draft = _draft(asked, target, workload, _more_workers(core, workload, asked))
        for strategy, workers in _ways(asked, target):
            trial = _in(draft, strategy, workers)
            reason = impossible(workload, strategy)
            if _whole(asked, workload) or (strategy.tried and core.contains(workload, strategy, workers)):
                yield trial if reason is None else Skip(trial, reason)
            else:
                yield LeftOut(trial, reason)
        yield from _wider(asked, target, core, workload)


def twinned(asked: Asked, target: Target) -> Iterator[Trial]:
    """Yield what the cost of a missing GIL is told from: serial pure-Python code, as far as it is measured anyway."""
    pure = {each.name for each in target.catalogue.workloads if workload_class(each) == PURE_PYTHON}
    for each in wanted(asked, target):
        if isinstance(each, Trial) and each.strategy == SERIAL and each.workload in pure:
            yield each


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes in one round; results of processes come back one after another."""
    transport = prices.transport if trial.start_method is not None else 0.0
    item = prices.item / prices.side_by_side + transport
    call, warming = trial.items * item, trial.workers * item  # an item warms a worker
    settling = min(prices.settling * call, MOST_SECONDS)
    return prices.start + prices.workers(trial) + warming + prices.calls * call + settling


def invented(trial: Trial) -> Call:
    """Return a call of a world without a GIL and without overhead: 14.4 ms an item, divided by the workers."""
    taken = _ITEM * trial.items / trial.workers * random.lognormvariate(0.0, _NOISE)
    workers = [WorkerTime(taken, taken, 0.0, 0, 0, trial.items // trial.workers)] * trial.workers
    return Call(taken, workers, Seen(taken * trial.workers, 0, 0, 1.0, 0.0, taken * trial.workers))


def copied(trials: Sequence[Trial], reference: Target) -> list[list[Trial]]:
    """Return a second copy of two trials of the reference target, to see by how much identical trials differ.

    They are a parallel strategy (threads where they were selected, and as many workers as anything has) of the lead of
    pure-Python work, and serial code of that of waiting; both of one lead where the other was not selected, and of the
    first class selected if neither was. Each is followed by those that may replace it, should it fail: another strategy
    of the same work, then the same strategy of other work, that of the same class first.
    """
    here = [each for each in trials if each.target == reference.id and each.experiment == NAME]
    names = {each.workload for each in here}
    leads = lead_of_classes(each for each in reference.catalogue.workloads if each.name in names)
    chosen = [leads[each] for each in IN_THE_SPOTLIGHT if each in leads] or list(leads.values())[:1]
    if not chosen:  # the reference can do nothing of what was selected
        return []
    ways = [_serial_and_parallel(_of(lead, here)) for lead in chosen]
    first = ways[0] if len(ways) == 1 else [ways[0][-1], ways[1][0]]
    like = {lead.name: [lead, *_others(lead, reference, names)] for lead in chosen}
    return [
        [replace(each, copy=1) for each in (trial, *_replacing(trial, like[trial.workload or ""], here, first))]
        for trial in first
    ]


def ranks(trials: Sequence[Trial], target: Target, usable_cpus: int) -> Mapping[str, Rank]:
    """Return what the trials of one target are for, by their ids."""
    return ranked(trials, target, usable_cpus)


def _whole(asked: Asked, workload: WorkloadInfo) -> bool:
    """Tell whether the whole matrix of a workload was asked for: of unknown kind, by more than its name."""
    settings = asked.settings
    return asked.whole if workload.kind != UNKNOWN else settings.suite == "full" or bool(settings.strategies)


def _ways(asked: Asked, target: Target) -> Iterator[tuple[StrategyInfo, int]]:
    for strategy in target.catalogue.strategies:
        if strategy.family == SERIAL:  # the baseline of everything else
            yield strategy, 1
        elif asked_for(asked.settings, strategy):
            yield from ((strategy, workers) for workers in asked.workers)


def _wider(asked: Asked, target: Target, core: Core, workload: WorkloadInfo) -> Iterator[Trial | Skip | LeftOut]:
    """Yield the trials of work that waits with more workers than there are CPUs.

    Those whose items cannot be shared out are left out: an earlier run, whose amounts are taken, had none of them.
    """
    draft = _draft(asked, target, workload, _more_workers(core, workload, asked))
    listed = items_in_list(workload, asked.settings.size)
    for strategy in target.catalogue.strategies:
        if core.wider(workload, strategy) and strategy.tried and asked_for(asked.settings, strategy):
            reason = impossible(workload, strategy)
            for workers in wider_counts(asked.settings, asked.usable_cpus):
                trial = _in(draft, strategy, workers)
                if workers in asked.wider and can_be_shared_out(trial.items, workers, listed):
                    yield trial if reason is None else Skip(trial, reason)
                else:
                    yield LeftOut(trial, reason)


def _more_workers(core: Core, workload: WorkloadInfo, asked: Asked) -> tuple[int, ...]:
    return asked.wider if workload.name == core.waiting else ()


def _draft(asked: Asked, target: Target, workload: WorkloadInfo, more: tuple[int, ...]) -> Trial:
    """Return serial code of a workload; `more` are further worker counts that its items are to be shared out to."""
    return Trial(
        experiment=NAME,
        workload=workload.name,
        strategy=SERIAL,
        start_method=None,
        workers=1,
        size=asked.settings.size,
        items=asked.items_of(workload.name, target, more),
        target=target.id,
    )


def _in(draft: Trial, strategy: StrategyInfo, workers: int) -> Trial:
    return replace(draft, strategy=strategy.name, start_method=strategy.start_method, workers=workers)


def _serial_and_parallel(trials: Sequence[Trial]) -> list[Trial]:
    serial = [each for each in trials if each.strategy == SERIAL]
    parallel = sorted(
        (each for each in trials if each.strategy != SERIAL), key=lambda each: (each.strategy != THREADS, -each.workers)
    )
    return serial[:1] + parallel[:1]


def _of(workload: WorkloadInfo, trials: Sequence[Trial]) -> list[Trial]:
    return [each for each in trials if each.workload == workload.name]


def _others(lead: WorkloadInfo, reference: Target, names: Container[str | None]) -> list[WorkloadInfo]:
    """Return the other selected workloads, those of the lead's class first."""
    others = [each for each in reference.catalogue.workloads if each.name in names and each.name != lead.name]
    return sorted(others, key=lambda each: workload_class(each) != workload_class(lead))


def _replacing(
    trial: Trial, workloads: Sequence[WorkloadInfo], here: Sequence[Trial], chosen: Sequence[Trial]
) -> Iterator[Trial]:
    """Yield one trial of each workload, serial or not as this one is, of the nearest strategy; none that was chosen."""
    for workload in workloads:
        alike = [
            each
            for each in _of(workload, here)
            if (each.strategy == SERIAL) == (trial.strategy == SERIAL) and each not in chosen
        ]
        yield from sorted(alike, key=lambda each: (_way(each) != _way(trial), each.strategy != trial.strategy))[:1]


def _way(trial: Trial) -> tuple[str, int]:
    return trial.strategy_label, trial.workers
