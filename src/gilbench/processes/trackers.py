"""Let Python's resource trackers do their work: remove the shared memory and semaphores of processes that are killed.

multiprocessing starts one beside processes that use either. It removes what is left when all that could use it have
ended, unless it is killed with them; nobody else can tell whose a name in /dev/shm is. What has left the process group
keeps a tracker waiting, and it is killed after the grace.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

GRACE = 2.0  # seconds
_TRACKER = b"from multiprocessing.resource_tracker import main"
_PAUSE = 0.005  # seconds


def finish(group: int) -> None:
    """Kill all of a process group but its trackers, and wait until these have ended, for the grace at most.

    A group without any is left as it is, and so is every group where there is no /proc.
    """
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline:
        members = list(_members(group))
        if not any(_is_tracker(each) for each in members):
            return
        for each in members:
            if not _is_tracker(each):
                _kill(each, group)
        time.sleep(_PAUSE)


def _members(group: int) -> Iterator[int]:
    """Yield the members of the group that have not ended."""
    for path in Path("/proc").glob("[0-9]*"):
        if _runs_in(int(path.name), group):
            yield int(path.name)


def _runs_in(process: int, group: int) -> bool:
    with contextlib.suppress(OSError):
        state, _, found = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:3]
        return int(found) == group and state not in "ZX"
    return False


def _is_tracker(process: int) -> bool:
    with contextlib.suppress(OSError):
        return _TRACKER in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def _kill(process: int, group: int) -> None:
    """Kill a process if it is a member still: its number may be another one's by now."""
    with contextlib.suppress(OSError):
        held = os.pidfd_open(process)
        try:
            if _runs_in(process, group):
                signal.pidfd_send_signal(held, signal.SIGKILL)
        finally:
            os.close(held)
