"""Fewer items in a value where their results would take too much memory, or too long to come back from processes.

What is left out of a value is said: how many items it would have had, and why it has fewer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gilbench import fmt
from gilbench.analysis.evidence import THROUGHPUT
from gilbench.interpreters.kinds import ByKind, Found, by_kind, known_of
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import AFFORDABLE, STILL, items_at_most, items_per_value
from gilbench.plan.trial import Plan
from gilbench.store.records import Bound, BoundBy, Calibration


@dataclass(frozen=True)
class Crews:
    """The numbers of workers that items are shared out to, by kind and workload."""

    counts: Sequence[int]
    wider: ByKind[Sequence[int]]  # further ones, of which each worker needs one item
    listed: ByKind[int] = field(default_factory=dict)  # how many items are in a list, where they differ

    def least(self, kind: str, workload: str) -> int:
        """Return the fewest items that a value can have."""
        return items_per_value(self.counts, wider=self._wider(kind, workload), listed=self._listed(kind, workload))

    def at_most(self, kind: str, workload: str, most: float) -> int:
        """Return as many items as there may be, but no fewer than there can be."""
        return items_at_most(most, self.counts, self._wider(kind, workload), self._listed(kind, workload))

    def _wider(self, kind: str, workload: str) -> Sequence[int]:
        return self.wider.get(kind, {}).get(workload, ())

    def _listed(self, kind: str, workload: str) -> int | None:
        return self.listed.get(kind, {}).get(workload)


def crews(planned: Plan, targets: Sequence[Target], counts: Sequence[int]) -> Crews:
    """Return the crews of a plan; `counts` are those that every workload has."""
    found: dict[str, dict[str, Sequence[int]]] = {}
    listed: dict[str, dict[str, int]] = {}
    for kind, alike in by_kind(targets).items():
        listed[kind] = {
            info.name: info.listed["full"] for each in alike for info in each.catalogue.workloads if info.listed
        }
        ids, more = {each.id for each in alike}, dict[str, Sequence[int]]()
        for each in planned.trials:
            if each.experiment == THROUGHPUT and each.workload and each.target in ids and each.workers > max(counts):
                more[each.workload] = tuple(sorted({*more.get(each.workload, ()), each.workers}))
        found[kind] = more
    return Crews(counts, found, listed)


def by_workload(
    results: Mapping[tuple[str, str], int], targets: Sequence[Target], settled: ByKind[int]
) -> dict[str, dict[str, int]]:
    """Return the bytes of a result by kind and workload, given them by target and workload: the largest of a kind.

    Left out are workloads whose items are settled, by an earlier run.
    """
    found: dict[str, dict[str, int]] = {}
    for kind, alike in by_kind(targets).items():
        ids, known = {each.id for each in alike}, known_of(settled, kind)
        of_kind = found.setdefault(kind, {})
        for (target, workload), size in results.items():
            if target in ids and workload not in known:
                of_kind[workload] = max(size, of_kind.get(workload, 0))
    return found


def too_large(results: ByKind[int], shared: Crews, room: int) -> dict[str, dict[str, str]]:
    """Return why workloads cannot be measured, by kind: not even the fewest items have room, which is in bytes."""
    return {
        kind: {
            workload: _too_large(size, shared.least(kind, workload), room)
            for workload, size in of_kind.items()
            if size * shared.least(kind, workload) > room
        }
        for kind, of_kind in results.items()
    }


def staying(
    why: Mapping[tuple[str, str], str], targets: Sequence[Target], before: ByKind[str]
) -> dict[str, dict[str, str]]:
    """Return why results cannot come back from other processes, by kind and workload, as an earlier run has it too.

    `why` they cannot be pickled is given by target and workload.
    """
    found = {kind: dict(of_kind) for kind, of_kind in before.items()}
    for kind, alike in by_kind(targets).items():
        ids = {each.id for each in alike}
        known = {
            work: f"its result cannot be sent back from a process: {each}"
            for (at, work), each in why.items()
            if at in ids
        }
        if known:
            found[kind] = {**found.get(kind, {}), **known}
    return found


def long_on_their_way(found: Calibration) -> dict[str, set[str]]:
    """Return the workloads, by kind, whose values would take longer to come back from processes than is affordable."""
    return {
        kind: {name for name, items in of_kind.items() if found.transport.get(name, 0.0) * items > AFFORDABLE}
        for kind, of_kind in found.items.items()
    }


def bounded(found: Calibration, results: ByKind[int], backs: ByKind[float], shared: Crews, room: int) -> Calibration:
    """Return the calibration with no more items than have room, and than processes hand back in AFFORDABLE seconds.

    `results` are the bytes of a result, `backs` the seconds that an item costs more in processes, where that is known.
    Threads keep STILL of the work that they need, however long processes take. Items of an earlier run, whose results
    nobody has looked at, stay as they are.
    """
    items, bounds = {kind: dict(of_kind) for kind, of_kind in found.items.items()}, dict[str, dict[str, Bound]]()
    for kind, of_kind in results.items():
        for workload, size in of_kind.items():
            wanted, back = items.get(kind, {}).get(workload, 0), backs.get(kind, {}).get(workload, 0.0)
            most: dict[BoundBy, float] = {
                "memory": room / max(1, size),
                "processes": max(AFFORDABLE / max(1e-9, back), STILL * wanted),
            }
            which = min(most, key=most.__getitem__)
            fewer = shared.at_most(kind, workload, most[which])
            if fewer < wanted:
                items[kind][workload] = fewer
                bounds.setdefault(kind, {})[workload] = Bound(wanted, size, back, which)
    return replace(found, items=items, bounded=bounds)


def too_slow(items: ByKind[int], backs: ByKind[float], values: int, timeout: float) -> dict[str, dict[str, str]]:
    """Return why workloads cannot be measured in processes, by kind: so many values would not end within `timeout`.

    Rather too few than too many, since what is known of processes is rough: shorter values than AFFORDABLE are tried.
    """
    return {
        kind: {
            workload: _too_slow(back, items[kind][workload], timeout)
            for workload, back in of_kind.items()
            if back * items.get(kind, {}).get(workload, 0) > max(AFFORDABLE, timeout / values)
        }
        for kind, of_kind in backs.items()
    }


def without(found: ByKind[Found], others: ByKind[str]) -> dict[str, dict[str, Found]]:
    """Return what was found of all workloads but these."""
    return {
        kind: {name: each for name, each in of_kind.items() if name not in others.get(kind, {})}
        for kind, of_kind in found.items()
    }


def _too_large(size: int, least: int, room: int) -> str:
    return (
        f"a result takes {fmt.size(size)}, and a value needs {least} of them at once: more than the {fmt.size(room)} "
        "that they may take here"
    )


def _too_slow(back: float, items: int, timeout: float) -> str:
    one, all_of_them = fmt.time(back), fmt.duration(back * items)
    return (
        f"a result takes {one} to come back from a process, and those of a value about {all_of_them}: a trial would "
        f"take longer than --timeout {timeout:g}"
    )
