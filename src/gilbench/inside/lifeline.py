"""End this process group when the host is gone, however it went.

The host keeps the other end of our standard input open and never writes. End of file therefore means that it has died
(SIGKILL included), and what it started must not go on loading the machine.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from gilbench.inside import trackers

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MARK = "GILBENCH_TARGET"  # a variable that a target hands on to all that it starts; by its value the host knows them
_PATIENCE = 1.0  # seconds for whatever else is in the group to end


def hold(descriptor: int | None = None) -> None:
    """Watch standard input, or the descriptor that has taken its place, from a thread of its own.

    Only for a process that times nothing itself, or nothing that a thread which sleeps for ever could disturb.
    """
    source = sys.stdin.fileno() if descriptor is None else descriptor
    threading.Thread(target=_wait_for_the_end, args=(source,), daemon=True).start()


def of_kernel(descriptor: int) -> None:
    """Have the kernel kill this group when the pipe ends, without a thread: one would be there when pools fork.

    Linux sends any signal that one asks for (`F_SETSIG`) to any group (`F_SETOWN`) when something happens to a file;
    nothing but its end ever happens to this one. Elsewhere a process that outlives the host goes on to its own end.
    """
    if not hasattr(fcntl, "F_SETSIG"):
        return
    leads = os.getpgid(0) == os.getpid()
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, -os.getpid() if leads else os.getpid())
    fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGKILL)
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)
    try:
        os.read(descriptor, 1)
    except BlockingIOError:  # its other end is open
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)
    else:
        _end()  # the host was gone before the kernel was asked


def _wait_for_the_end(descriptor: int) -> None:
    os.read(descriptor, 1)
    _end()


def _end() -> None:
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        if trackers.only_trackers_left(os.getpid(), _PATIENCE):
            os._exit(1)  # they clean up once we have gone, and end by themselves
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)
