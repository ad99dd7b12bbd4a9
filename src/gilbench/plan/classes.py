"""Workload classes, the one workload that speaks for each of them, and the order of strategies. Pure."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from gilbench.inside.registry import UNKNOWN
from gilbench.inside.schema import WorkloadInfo

PURE_PYTHON = "pure-Python CPU"
C_KEEPS_GIL = "C that keeps the GIL"
C_RELEASES_GIL = "C that releases the GIL"
WAITING = "waiting"
MIXED = "mixed"
SHARED_READ = "shared state, read"
SHARED_WRITTEN = "shared state, written"

CLASSES = (  # in the order of every report
    *(PURE_PYTHON, C_KEEPS_GIL, C_RELEASES_GIL, WAITING, MIXED),
    *(SHARED_READ, SHARED_WRITTEN),
)
FAMILY_ORDER = ("serial", "threads", "processes", "interpreters", "asyncio")  # of strategies, in every report

_CLASS_OF_SHARED = {"read_shared": SHARED_READ, "write_shared": SHARED_WRITTEN}
_CLASS_OF_CODE = {"python": PURE_PYTHON, "c_keeps_gil": C_KEEPS_GIL, "c_releases_gil": C_RELEASES_GIL}


def workload_class(info: WorkloadInfo) -> str:
    """Return the class that a workload's kind, code and data put it into: one of CLASSES, or one of its own.

    Work of which nobody says what it does is in a class that has its name, with parameters that of its family; with
    brackets behind it where that is the name of one of CLASSES.
    """
    if info.kind == UNKNOWN:
        name = family(info)
        return f"{name}()" if name in CLASSES else name
    if info.kind == "io":
        return WAITING
    if info.kind == "mixed":
        return MIXED
    return _CLASS_OF_SHARED.get(info.data) or _CLASS_OF_CODE[info.code]


def place(name: str) -> int:
    """Return the place of a class in every report; those that single workloads are come after all others."""
    return CLASSES.index(name) if name in CLASSES else len(CLASSES)


def family(info: WorkloadInfo) -> str:
    """Return what a workload and those with other values of its parameters are called; without any, its name."""
    return info.family or info.name


def by_family(infos: Iterable[WorkloadInfo]) -> dict[str, tuple[str, int]]:
    """Return for each name what sorts it: by name, and in a family in the order in which they were given.

    That is the order of their parameters' values, which are no text.
    """
    return {info.name: (family(info), number) for number, info in enumerate(infos)}


def of_its_own(name: str) -> bool:
    """Return whether a class is that of a single workload, of which nobody says what it does."""
    return name not in CLASSES


def in_words(name: str) -> str:
    """Return what a class is called beside a workload of it, whose name it must not repeat."""
    return "of unknown kind" if of_its_own(name) else name


def lead_of_classes(infos: Iterable[WorkloadInfo]) -> dict[str, WorkloadInfo]:
    """Return the workload that speaks for each class, in the order of reports; a class with nothing to run is absent.

    Workloads that declare themselves leads come first, then the two sides of a controlled comparison, then those with a
    resource (a real server says more than a sleep), then the order of file names, and within a file the order in which
    they were given: that of their place in it. What cannot run in the target does not count.
    """
    leads: dict[str, WorkloadInfo] = {}
    for info in sorted(infos, key=_preference):
        if info.missing is None:
            leads.setdefault(workload_class(info), info)
    return {each: leads[each] for each in sorted(leads, key=place)}


def _preference(info: WorkloadInfo) -> tuple[bool, bool, bool, str]:
    return (not info.lead, info.pair is None, not info.has_resource, PurePath(info.file).name)


def speakers(workloads: Sequence[WorkloadInfo]) -> frozenset[str]:
    """Return the names of the workloads that represent their classes.

    They are the lead of each class and the other side of a lead's pair. Work of which nobody says what it does speaks
    for itself where it cannot run, too: that is to be said, for it is what the user came for.
    """
    leads = lead_of_classes(workloads).values()
    leading = (name for lead in leads for name in (lead.name, *others_of_pair(lead, workloads)))
    return frozenset(leading) | {each.name for each in workloads if _is_awaited(each)}


def _is_awaited(info: WorkloadInfo) -> bool:
    return info.kind == UNKNOWN and info.missing is not None


def others_of_pair(lead: WorkloadInfo, workloads: Iterable[WorkloadInfo]) -> list[str]:
    """Return the names of the workloads that a workload is compared with, the nearest first; none without a pair.

    Of a family it is the one with the same parameters, else the first.
    """
    others: dict[str, str] = {}
    for each in sorted(workloads, key=lambda each: each.parameters != lead.parameters):
        if lead.pair and each.pair == lead.pair and family(each) != family(lead):
            others.setdefault(family(each), each.name)
    return list(others.values())
