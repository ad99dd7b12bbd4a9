"""Sleep until a target ends, and take what it prints out of its pipe without disturbing it.

Where the kernel has pidfds, this process waits for the end and for output in one call. After output has come it leaves
the pipe alone for a moment: it wakes up 20 times a second at most however much a target prints, and never for one that
prints nothing. Elsewhere a thread reads.
"""

import contextlib
import math
import os
import select
import subprocess
import sys
import threading
import time
from typing import IO, Literal, Protocol

from gilbench.processes import group
from gilbench.processes.printed import MIB, Keeper, Printed

if sys.platform == "linux":
    import fcntl

PAUSE = 0.05  # seconds between two looks at the output of a target that prints
_CHUNK = MIB  # what a pipe holds at most
_PATIENCE = 1.0  # seconds for a thread to read the rest; a child that has escaped may keep the pipe open for ever

End = Literal["ended", "late", "flooded"]


class Watch(Protocol):
    """Watches one target and what it prints."""

    def wait(self, timeout: float) -> End:
        """Sleep until the target has ended, has printed too much, or so many seconds are over."""
        ...

    def gather(self) -> None:
        """Take what has been printed by now, from whatever the target has left running, without waiting."""
        ...

    def close(self) -> Printed:
        """Return what was printed, and listen no more."""
        ...


def watch(process: "subprocess.Popen[bytes]", pipe: IO[bytes]) -> Watch:
    """Begin to watch a process that prints into this pipe."""
    descriptor = _pidfd(process.pid)
    return _Threaded(process, pipe) if descriptor is None else _Polled(descriptor, pipe)


def _pidfd(pid: int) -> int | None:
    if hasattr(os, "pidfd_open"):
        with contextlib.suppress(OSError):  # a kernel older than this Python, or a sandbox
            return os.pidfd_open(pid)
    return None


class _Polled:
    def __init__(self, process: int, pipe: IO[bytes]) -> None:
        self._process = process
        self._pipe = pipe
        self._keeper = Keeper()
        self._open = True
        os.set_blocking(pipe.fileno(), False)
        _enlarge(pipe)

    def wait(self, timeout: float) -> End:
        deadline = time.monotonic() + timeout
        pausing = False
        while True:
            left = deadline - time.monotonic()
            ended = self._sleep(min(left, PAUSE) if pausing else left, listening=not pausing and self._open)
            came = self._take()
            if self._keeper.flooded:
                return "flooded"
            if ended:
                return "ended"
            if time.monotonic() >= deadline:
                return "late"
            pausing = came

    def gather(self) -> None:
        self._take()

    def close(self) -> Printed:
        self._take()
        os.close(self._process)
        self._pipe.close()
        return self._keeper.so_far()

    def _sleep(self, seconds: float, *, listening: bool) -> bool:
        """Return whether the process has ended; wake up for output too, if listening."""
        poller = select.poll()
        poller.register(self._process, select.POLLIN)
        if listening:
            poller.register(self._pipe, select.POLLIN)
        events = poller.poll(max(0, math.ceil(seconds * 1000)))
        return any(descriptor == self._process for descriptor, _ in events)

    def _take(self) -> bool:
        """Take what is in the pipe and no more, so that a target that prints on and on cannot keep us here."""
        try:
            chunk = os.read(self._pipe.fileno(), _CHUNK)
        except BlockingIOError:
            return False
        self._open = bool(chunk)
        self._keeper.add(chunk)
        return self._open


class _Threaded:
    def __init__(self, process: "subprocess.Popen[bytes]", pipe: IO[bytes]) -> None:
        self._process = process
        self._pipe = pipe
        self._keeper = Keeper()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def wait(self, timeout: float) -> End:
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return "late"
        return "flooded" if self._keeper.flooded else "ended"

    def gather(self) -> None:
        """Do nothing: the thread does."""

    def close(self) -> Printed:
        self._thread.join(_PATIENCE)
        with self._lock:
            return self._keeper.so_far()

    def _read(self) -> None:
        with self._pipe:
            while chunk := os.read(self._pipe.fileno(), _CHUNK):
                with self._lock:
                    self._keeper.add(chunk)
                if self._keeper.flooded:
                    group.kill(self._process)
                    break


def _enlarge(pipe: IO[bytes]) -> None:
    """Let the pipe hold what a target prints between two looks, so that it need not wait for us while it measures."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # the user has many large pipes already: it then holds 64 KiB or less
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _CHUNK)
