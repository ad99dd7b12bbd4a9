"""Which workloads and strategies were asked for, and what cannot go together."""

import fnmatch
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Literal, NamedTuple

from gilbench.inside.globs import matches
from gilbench.inside.schema import StrategyInfo, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.asked import LeftOut
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

Part = Literal["whole", "core", "left out", "none"]


def part(settings: Settings, experiment: str) -> Part:
    """Return how much a run asks of an experiment that has neither workloads nor strategies of the user's choice.

    It is whole where it was asked for by itself, or everything. Naming workloads or strategies, or small sizes, asks
    for nothing of it; a quick run names what it leaves out.
    """
    if settings.suite == "full" or settings.experiments == (experiment,):
        return "whole"
    if settings.by_name or settings.strategies or settings.size != "full":
        return "none"
    return "left out" if settings.effort == "quick" and experiment not in settings.experiments else "core"


class Candidate(NamedTuple):
    """A trial of an experiment, whatever a run asks for."""

    trial: Trial
    in_core: bool  # whether a run by default has it
    impossible: str | None = None  # why it cannot be measured on its target


def offered(settings: Settings, experiment: str, candidates: Iterable[Candidate]) -> Iterator[Trial | Skip | LeftOut]:
    """Yield what a run makes of the trials of such an experiment: to be measured, impossible there, or left out."""
    asks = part(settings, experiment)
    for trial, in_core, impossible in () if asks == "none" else candidates:
        if asks == "whole" or (asks == "core" and in_core):
            yield trial if impossible is None else Skip(trial, impossible)
        else:
            yield LeftOut(trial, impossible)


def selected(name: str, globs: Sequence[str]) -> bool:
    """Tell whether a workload was asked for: no glob asks for all.

    A bracket is meant as it stands, or opens a choice of letters as in every glob: names of workloads may have one.
    """
    readings = [reading for glob in globs for reading in (glob, glob.replace("[", "[[]"))]
    return not globs or any(fnmatch.fnmatchcase(name, reading) for reading in readings)


def workloads(settings: Settings, target: Target) -> list[WorkloadInfo]:
    """Return the workloads of a target that were asked for, those of calls among them."""
    calls = {each.name for each in settings.calls}
    return [each for each in target.catalogue.workloads if each.name in calls or _chosen(settings, each)]


def _chosen(settings: Settings, workload: WorkloadInfo) -> bool:
    """Tell whether a workload is among those that were chosen; if none was, calls are all that is meant."""
    if settings.calls and not settings.chosen:
        return False
    places = settings.sources
    return selected(workload.name, settings.globs) and (not places or any(is_from(workload, each) for each in places))


def is_from(defined: WorkloadInfo | StrategyInfo, place: str) -> bool:
    """Tell whether a workload or a strategy is defined in a file, or in a file of a folder."""
    return place in {defined.file, str(PurePath(defined.file).parent)}


def asked_for(settings: Settings, strategy: StrategyInfo) -> bool:
    """Tell whether a strategy was asked for: no glob asks for all but variants."""
    if not settings.strategies:
        return not strategy.variant_of
    return matches(strategy.names, strategy.start_method, settings.strategies)


def impossible(workload: WorkloadInfo, strategy: StrategyInfo) -> str | None:
    """Say why a workload cannot run under a strategy in this target; None if it can."""
    if strategy.missing:
        return strategy.missing
    if workload.missing:
        return workload.missing
    if workload.stays and not strategy.shares_memory:
        return workload.stays
    if strategy.runs_async and not workload.has_async_twin:
        return f"{workload.name} has no async twin"
    if workload.data == "write_shared" and not strategy.shares_memory:
        return "the workers of this strategy do not share the memory that all of them write to"
    return None
