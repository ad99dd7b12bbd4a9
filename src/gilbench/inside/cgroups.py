"""What the control groups that this process is in allow it, in version 1 and version 2 of the kernel's interface."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from gilbench.inside.kernel import read

UNLIMITED_BYTES = 1 << 60  # version 1 writes "no limit" as a number of this size


def cpu_quota(root: Path) -> float | None:
    """Return how many CPUs' worth of time per period the strictest group grants; None where there is no limit."""
    return min((quota for group in _groups(root, "cpu") if (quota := _quota(group)) is not None), default=None)


def memory_limit(root: Path) -> int | None:
    """Return how many bytes the strictest group grants; None where there is no limit."""
    return min((limit for group in _groups(root, "memory") if (limit := _memory(group)) is not None), default=None)


def _groups(root: Path, controller: str) -> Iterator[Path]:
    """Yield the folders of this process's groups up to the top; inside a container many of them do not exist."""
    for line in (read(root, "proc/self/cgroup") or "").splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controllers and controller not in controllers.split(","):
            continue
        group = PurePosixPath(*(part for part in PurePosixPath(path).parts if part not in {"/", ".."}))
        for mount in {controllers, controller if controllers else ""}:
            yield from (root / "sys/fs/cgroup" / mount / each for each in (group, *group.parents))


def _quota(group: Path) -> float | None:
    combined = (read(group, "cpu.max") or "").split()
    apart = [read(group, "cpu.cfs_quota_us") or "", read(group, "cpu.cfs_period_us") or ""]
    quota, period = combined if len(combined) == len(apart) else apart
    if not quota.isdecimal() or not period.isdecimal():  # "max" and "-1" mean no limit
        return None
    return int(quota) / int(period) if int(period) else None


def _memory(group: Path) -> int | None:
    limit = read(group, "memory.max") or read(group, "memory.limit_in_bytes") or ""
    return int(limit) if limit.isdecimal() and int(limit) < UNLIMITED_BYTES else None
