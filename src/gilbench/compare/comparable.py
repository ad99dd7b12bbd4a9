"""Which runs may be compared with each other: the same work on the same machine."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gilbench.analysis.summary import Summary
from gilbench.analysis.variables import listed
from gilbench.errors import NoBaselineError
from gilbench.interpreters.target import Target
from gilbench.interpreters.twins import differences
from gilbench.plan.amounts import items_in_list
from gilbench.store.records import Manifest, settings_of


@dataclass(frozen=True)
class Session:
    """One run, by the name that a comparison gives it."""

    name: str
    manifest: Manifest
    summaries: Mapping[str, Summary]  # by trial id


def require_comparable(base: Session, new: Session) -> None:
    """Raise NoBaselineError, saying why and what to do, if a comparison would mean nothing."""
    for reason in _obstacles(base, new):
        raise NoBaselineError(f"{new.name!r} cannot be compared with {base.name!r}: {reason}")


def changes(base: Session, new: Session) -> list[str]:
    """Name what may be compared and yet is not the same in both: the tool, --env, interpreters behind the same id."""
    found = _other_variables(base, new)
    if base.manifest.gilbench != new.manifest.gilbench:
        found.append(f"{new.name} was measured by gilbench {new.manifest.gilbench!r}, not {base.manifest.gilbench!r}")
    before = {target.id: target.facts for target in base.manifest.targets}
    for target in new.manifest.targets:
        one, other = before.get(target.id), target.facts
        if one is not None and one.executable_sha256 != other.executable_sha256:
            versions = "" if one.version == other.version else f", {other.version!r} instead of {one.version!r}"
            found.append(f"{target.id!r} is another build in {new.name} than in {base.name}{versions}")
    return found


def _other_variables(base: Session, new: Session) -> list[str]:
    """Say that targets had other variables: it may be what is compared, and is no accident of the machine."""
    before, after = (settings_of(each.manifest).variables for each in (base, new))
    if dict(before) == dict(after):
        return []
    told = f"--env: {listed(after) or 'nothing'} in {new.name}, {listed(before) or 'nothing'} in {base.name}"
    return [f"the Pythons were given other variables with {told}; what they change is in these figures"]


def more_than_the_gil(targets: Sequence[Target], base: str, others: Container[str]) -> list[str]:
    """Name the targets, among others, that differ from the base by their GIL and by more than that."""
    first = next(each for each in targets if each.id == base)
    found = []
    for other in targets:
        differing = differences(first.facts, other.facts)
        if other.id in others and other.facts.gil_enabled != first.facts.gil_enabled and differing:
            found.append(f"{other.id!r} and {base!r} differ in more than the GIL: {', '.join(differing)}")
    return found


def _obstacles(base: Session, new: Session) -> Iterator[str]:
    one, other = base.manifest, new.manifest
    if one.machine.get("CPU") != other.machine.get("CPU"):
        yield _differ("another machine", "CPU", one.machine.get("CPU"), other.machine.get("CPU"))
    if one.usable_cpus != other.usable_cpus:
        yield _differ("another machine", "usable CPUs", one.usable_cpus, other.usable_cpus)
    common = [
        (summary, new.summaries[trial])
        for trial, summary in base.summaries.items()
        if trial in new.summaries and "skipped" not in {summary.state, new.summaries[trial].state}
    ]
    if not common:
        yield "they have no trial in common; name the same workloads, strategies, workers and interpreters in both"
    for before, after in common:
        yield from _other_work(before, after, base.name)
    if not any(before.state == after.state == "ok" for before, after in common):
        yield "no trial went well in both; their reports say why"


def _other_work(before: Summary, after: Summary, base: str) -> Iterator[str]:
    one, other = before.trial, after.trial
    if before.work is not None and after.work is not None and before.work.version != after.work.version:
        yield _differ("other work", f"version of {one.workload!r}", before.work.version, after.work.version)
    lists = [None if each.work is None else items_in_list(each.work, each.trial.size) for each in (before, after)]
    if one.size == other.size and lists[0] != lists[1]:
        yield _differ("other work", f"items in the list of {one.workload!r}", *lists)
    if one.size != other.size:
        yield _differ("other work", f"--size of {one.workload!r}", one.size, other.size)
    if one.items != other.items:
        yield (
            f"other work, items of {one.workload!r} on {one.target!r} were {one.items} and are {other.items}; "
            f"measure again with --like and the folder of {base!r}"
        )


def _differ(kind: str, what: str, before: object, after: object) -> str:
    return f"{kind}, {what} was {before!r} and is {after!r}; measure both alike"
