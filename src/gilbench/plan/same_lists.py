"""A list of items that is longer on one target than on another is other work, and is left out there."""

from collections.abc import Sequence
from dataclasses import replace

from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target


def agreed(targets: Sequence[Target]) -> list[Target]:
    """Return the targets; a workload is missing on those whose lists are not as long as on the first that has some."""
    first: dict[str, tuple[str, WorkloadInfo]] = {}
    for target in targets:
        for info in target.catalogue.workloads:
            if info.listed is not None:
                first.setdefault(info.name, (target.id, info))
    return [_as_on_the_first(target, first) for target in targets] if first else list(targets)


def _as_on_the_first(target: Target, first: dict[str, tuple[str, WorkloadInfo]]) -> Target:
    workloads = [_held_to(info, *first.get(info.name, ("", info))) for info in target.catalogue.workloads]
    return replace(target, catalogue=replace(target.catalogue, workloads=workloads))


def _held_to(info: WorkloadInfo, where: str, other: WorkloadInfo) -> WorkloadInfo:
    if info.missing or info.listed == other.listed:
        return info
    here, there = info.listed or {}, other.listed or {}
    size = next(each for each in there if here.get(each) != there[each])
    reason = (
        f"its list for {size!r} has {here.get(size, 'no')} items here and {there[size]} on {where}: "
        "only the same work can be compared"
    )
    return replace(info, missing=reason)
