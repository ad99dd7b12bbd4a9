"""How much memory there is for copies, and how much a trial has taken at most. Linux alone tells."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

ROOT = "/"
_PART = 2  # what is free ÷ what a trial may take


def that_fit(sizes: Sequence[int], copies: int, *, shared: bool, root: str = ROOT) -> list[int]:
    """Return the sizes whose copies together take no more than half of the memory that is free.

    What lies in shared memory must fit into half of its file system too: the kernel kills who writes beyond its end.
    """
    rooms = [(_free(root), copies), *([(_free_of_shared(root), 2)] if shared else [])]  # all smaller ones come to less
    return [each for each in sizes if all(free is None or each * times * _PART <= free for free, times in rooms)]


def peak(processes: Iterable[int], root: str = ROOT) -> float | None:
    """Return the most bytes that each of these processes ever had in memory, together; None if nobody tells."""
    found = [_bytes_in(os.path.join(root, "proc", str(each), "status"), "VmHWM:") for each in processes]
    return float(sum(each for each in found if each is not None)) if found and None not in found else None


def _free(root: str) -> int | None:
    return _bytes_in(os.path.join(root, "proc", "meminfo"), "MemAvailable:")


def _free_of_shared(root: str) -> int | None:
    try:
        found = os.statvfs(os.path.join(root, "dev", "shm"))
    except OSError:
        return None
    return found.f_bavail * found.f_frsize


def _bytes_in(path: str, name: str) -> int | None:
    """Return the figure of a line of the kernel's: `MemAvailable:  1024 kB`."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith(name)), None)
    except (OSError, ValueError, IndexError):
        return None
