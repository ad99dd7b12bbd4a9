"""How much memory a process and all below it take, in a figure that adds up.

The kernel's *proportional set size* (PSS) divides each page by the number of processes that have it mapped, so that the
sum over processes counts every page once; a sum of resident sizes counts what forked children share again and again.

A worker that is measured reads this, so it needs `os` only: `pathlib` would be part of what it measures. Every function
that reads takes the root folder, so that a recorded tree can stand in for a machine.
"""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

ROOT = "/"


class Weight(NamedTuple):
    """Bytes, or the reason why there is no figure."""

    bytes: int | None
    reason: str | None = None


def pss(root: str, top: int) -> Weight:
    """Return the PSS of process `top` and all its descendants."""
    total = 0
    for pid in sorted(tree(root, top)):
        try:
            found = _pss_of(root, pid)
        except (FileNotFoundError, ProcessLookupError):
            found = None
        except OSError as error:
            return Weight(None, f"the kernel does not tell the PSS of a process: {error.strerror}")
        if found is None and pid == top:
            return Weight(None, "the kernel does not tell the PSS of processes (no /proc/PID/smaps_rollup)")
        total += found or 0  # a descendant may just have ended
    return Weight(total)


def peak(root: str = ROOT) -> int | None:
    """Return the most bytes that this process has ever had in memory; None where the platform does not tell.

    On Linux not by `getrusage`: that also knows what the program was that started this one.
    """
    try:
        with open(os.path.join(root, "proc", "self", "status"), "rb") as file:
            found = next((line for line in file if line.startswith(b"VmHWM:")), None)
            return None if found is None else int(found.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        return _peak_by_usage()


def _peak_by_usage() -> int | None:
    try:
        from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415  Windows has none
    except ImportError:
        return None
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def tree(root: str, top: int) -> set[int]:
    """Return the numbers of a process and all its descendants; itself alone where there is no /proc."""
    parents = _parents(root)
    found, added = {top}, {top}
    while added:
        added = {pid for pid, parent in parents.items() if parent in added} - found
        found |= added
    return found


def _parents(root: str) -> dict[int, int]:
    folder = os.path.join(root, "proc")
    try:
        names = [name for name in os.listdir(folder) if name.isdecimal()]
    except OSError:
        return {}
    parents = {int(name): _parent(os.path.join(folder, name, "stat")) for name in names}
    return {pid: parent for pid, parent in parents.items() if parent is not None}


def _parent(path: str) -> int | None:
    try:
        with open(path, "rb") as file:
            # The program's name, in brackets, may hold anything; after it come the state and the parent.
            return int(file.read().rpartition(b")")[2].split()[1])
    except (OSError, IndexError):  # it has just ended
        return None


def _pss_of(root: str, pid: int) -> int | None:
    with open(os.path.join(root, "proc", str(pid), "smaps_rollup"), "rb") as file:
        for line in file:
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    return None
