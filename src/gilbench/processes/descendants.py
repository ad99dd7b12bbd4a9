"""What a target started and what left its process group: by a session of its own, or by forking twice as daemons do.

On Linux this process is a subreaper while a target runs: what loses its parent becomes our child, whatever it did.
Which of our children came from the target?

- What is in the session that the target was started in.
- What has the target's mark in its environment. It is inherited, and other threads of this process may run targets and
  other processes of their own at the same time, without it.
- If this process has one thread, which waits for the target: every child that was not there before, in another session
  than ours, a cleared environment or not. Nobody else can have started it.

What is still a child of one of these becomes our child when that one is killed, and is found by the next look. Where
this process has more threads, a process that has left its session *and* cleared its environment, or that ends as soon
as it has started the next, is not found. Elsewhere than on Linux, nothing outside of the group is.
"""

import contextlib
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from gilbench.inside.lifeline import MARK
from gilbench.processes import table

PATIENCE = 10.0  # seconds; something that forks faster than it can be killed, or cannot be killed, must not hold us up
_PAUSE = 0.001  # seconds for what was killed to end
_SET_SUBREAPER, _GET_SUBREAPER = 36, 37  # linux/prctl.h


class Family:
    """The descendants of one target: to be made before it is started."""

    def __init__(self) -> None:
        self.mark = secrets.token_hex(8)  # the value of MARK in the target's environment
        self._before = {(each.pid, each.started) for each in _children()}
        self._marked: set[tuple[int, int]] = set()  # what has ended shows its mark no more, and is to be reaped

    def lives(self, leader: int) -> bool:
        """Tell whether the target, which has ended and was the process `leader`, has left anything.

        What has ended meanwhile counts once: it may have started something while we looked.
        """
        found = self._left(leader)
        _reap(found)
        return bool(found)

    def end(self, leader: int) -> None:
        """Kill whatever the target has left, and what that has started, until nothing is found any more."""
        deadline = time.monotonic() + PATIENCE
        while (found := self._left(leader)) and time.monotonic() < deadline:
            for each in found:
                _kill(each)
            time.sleep(_PAUSE)
            _reap(found)

    def _left(self, leader: int) -> list[table.Entry]:
        new = (each for each in _children() if (each.pid, each.started) not in self._before)
        return [each for each in new if self._came_from(each, leader)]

    def _came_from(self, child: table.Entry, leader: int) -> bool:
        if child.session == os.getsid(0):  # what this process itself started, by whatever code: targets have left it
            return False
        if child.session == leader or threading.active_count() == 1:
            return True
        if f"{MARK}={self.mark}".encode() in table.environment(child.pid).split(b"\0"):
            self._marked.add((child.pid, child.started))
        return (child.pid, child.started) in self._marked


def _children() -> Iterator[table.Entry]:
    if sys.platform == "linux":
        ours = os.getpid()
        yield from (each for each in table.entries() if each.parent == ours)


def _kill(child: table.Entry) -> None:
    """Kill a child, and its group at once, so that none escapes by forking; until it is reaped both ids are its own."""
    if child.group > 1:
        with contextlib.suppress(OSError):
            os.killpg(child.group, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(child.pid, signal.SIGKILL)


def _reap(children: list[table.Entry]) -> None:
    """Take note of those that have ended, by their ids: this process may have other children to wait for."""
    for each in children:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(each.pid, os.WNOHANG)


class _Adopting:
    """How many targets run; while there are any, this process is a subreaper."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._targets = 0
        self._before = 0

    def begin(self) -> None:
        with self._lock:
            if not self._targets:
                self._before = _subreaper()
                _become(1)
            self._targets += 1

    def end(self) -> None:
        with self._lock:
            self._targets -= 1
            if not self._targets:
                _become(self._before)


_ADOPTING = _Adopting()  # it is a property of the process


@contextmanager
def adopted() -> Iterator[Family]:
    """Have what loses its parent become our child while a target runs, instead of a child of init."""
    family = Family()
    _ADOPTING.begin()
    try:
        yield family
    finally:
        _ADOPTING.end()


def _subreaper() -> int:
    import ctypes  # noqa: PLC0415  only where a target is started

    found = ctypes.c_int(0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_GET_SUBREAPER, ctypes.byref(found), 0, 0, 0)
    return found.value


def _become(subreaper: int) -> None:
    import ctypes  # noqa: PLC0415

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_SUBREAPER, ctypes.c_ulong(subreaper), 0, 0, 0)
