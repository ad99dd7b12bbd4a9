"""The CPUs of the machine, and how many of them this process may use."""

from __future__ import annotations

import math
import os
from pathlib import Path

from gilbench.inside import cgroups
from gilbench.inside.kernel import cpu_list, field, read

FOLDER = "sys/devices/system/cpu"


def online(root: Path) -> frozenset[int]:
    """Return the logical CPUs that are switched on; where the kernel does not list them, what Python counts."""
    return cpu_list(read(root, f"{FOLDER}/online")) or frozenset(range(os.cpu_count() or 1))


def allowed(root: Path) -> frozenset[int] | None:
    """Return the logical CPUs that this process may run on; None where the platform cannot tell."""
    return cpu_list(field(root, "proc/self/status", "Cpus_allowed_list"))


def isolated(root: Path) -> frozenset[int]:
    """Return the CPUs that the scheduler spreads nothing over."""
    return cpu_list(read(root, f"{FOLDER}/isolated")) or frozenset()


def physical(root: Path) -> int | None:
    """Return the number of cores, counting the hardware threads of a core once."""
    siblings = {read(root, f"{FOLDER}/cpu{cpu}/topology/thread_siblings_list") for cpu in online(root)}
    return None if None in siblings else len(siblings)


def core_kinds(root: Path) -> dict[str, int]:
    """Return the number of logical CPUs of each kind of core; empty where all are of one kind."""
    kinds = {
        "performance": cpu_list(read(root, "sys/devices/cpu_core/cpus")),
        "efficiency": cpu_list(read(root, "sys/devices/cpu_atom/cpus")),
    }
    counts = {kind: len(cpus) for kind, cpus in kinds.items() if cpus}
    return counts if len(counts) > 1 else {}


def usable(root: Path) -> int:
    """Return how many CPUs' worth of work can really go on at once: the smallest of the limits, at least 1."""
    return min(_limits(root).values())


def usable_limit(root: Path) -> str:
    """Say what limits the usable CPUs."""
    limits = _limits(root)
    return min(limits, key=lambda name: limits[name])  # of equal limits the first, which is the weakest


def _limits(root: Path) -> dict[str, int]:
    here = online(root)
    limits = {f"all {len(here)} logical CPUs" if len(here) > 1 else "the only CPU": len(here)}
    may = allowed(root)
    if may is not None and may & here:
        limits[f"CPU affinity or cpuset: {len(may & here)} of {len(here)} logical CPUs"] = len(may & here)
    quota = cgroups.cpu_quota(root)
    if quota is not None:
        limits[f"control group: a quota of {quota:g} CPUs"] = max(1, math.floor(quota))
    return limits
