"""Kill a process group but for Python's resource trackers: they remove the shared memory and semaphores of the others.

multiprocessing starts a tracker beside processes that use either. It removes what is left when all that could use it
have ended, unless it is killed with them; nobody else can tell whose a name in /dev/shm is.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

_TRACKER = b"from multiprocessing.resource_tracker import main"
_PAUSE = 0.005  # seconds


def only_trackers_left(group: int, patience: float) -> bool:
    """Kill all others of the group but this process, for so many seconds at most; return whether trackers are left.

    False at once, with nobody killed, if the group has none, or if there is no /proc.
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        members = [each for each in _members(group) if each != os.getpid()]
        others = [each for each in members if not _is_tracker(each)]
        if len(others) == len(members):
            return False
        if not others:
            return True
        for each in others:
            _kill(each, group)
        time.sleep(_PAUSE)
    return False


def has_trackers(group: int) -> bool:
    """Tell whether a tracker of the group still runs."""
    return any(map(_is_tracker, _members(group)))


def _members(group: int) -> Iterator[int]:
    """Yield the members of the group that have not ended."""
    try:
        names = os.listdir("/proc")
    except OSError:
        return
    for name in names:
        if name.isdigit() and _runs_in(int(name), group):
            yield int(name)


def _runs_in(process: int, group: int) -> bool:
    fields = _read(f"/proc/{process}/stat").rpartition(b")")[2].split()[:3]
    return len(fields) == 3 and fields[0] not in (b"Z", b"X") and int(fields[2]) == group  # noqa: PLR2004  state, parent


def _is_tracker(process: int) -> bool:
    return _TRACKER in _read(f"/proc/{process}/cmdline")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:  # it has ended
        return b""


def _kill(process: int, group: int) -> None:
    """Kill a process if it is a member still: its number may be another one's by now."""
    try:
        held = os.pidfd_open(process) if hasattr(os, "pidfd_open") else None
    except OSError:
        return
    try:
        if _runs_in(process, group):
            _send(process, held)
    except OSError:
        pass
    finally:
        if held is not None:
            os.close(held)


def _send(process: int, held: int | None) -> None:
    if held is None:  # PyPy
        os.kill(process, signal.SIGKILL)
    else:
        signal.pidfd_send_signal(held, signal.SIGKILL)
