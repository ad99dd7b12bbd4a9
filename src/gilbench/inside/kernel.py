"""Read what the kernel tells in its file systems. Whatever is absent, unreadable or empty is None.

Every function that reads takes the root folder, so that a recorded tree can stand in for a machine.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path("/")


def read(root: Path, name: str) -> str | None:
    """Return the text of a file such as `proc/loadavg`, without the white space around it."""
    try:
        return (root / name).read_text(encoding="utf-8", errors="replace").strip() or None
    except OSError:
        return None


def field(root: Path, name: str, key: str) -> str | None:
    """Return the value of the first `key: value` line of a file such as `proc/meminfo`."""
    for line in (read(root, name) or "").splitlines():
        found, colon, value = line.partition(":")
        if colon and found.strip() == key:
            return value.strip() or None
    return None


def cpu_list(text: str | None) -> frozenset[int] | None:
    """Return the numbers in a list such as `0-3,8`; None if there is no list."""
    if text is None:
        return None
    cpus: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            return None
        cpus.update(range(int(first), int(last or first) + 1))
    return frozenset(cpus)
