"""Tasks that do nothing, and tasks of which none returns before all have started: proof of that many workers.

Items that are under way at the same time are in different workers, whatever these are: processes, threads, whose
numbers may be used again, interpreters or coroutines. `warmth` proves the same with naps of a millisecond, which is
longer than a pool of threads takes to start; this proof may stand inside a timed section.

Where they meet depends on what they share. Threads hand a lock on from one to the next, and coroutines let one another
run. Processes of every start method and sub-interpreters sleep at a named pipe, which they know by its path: each
arrival adds a byte to a file, and where its byte stands is its number; the last one writes a byte for each other.

Beyond a round of empty tasks that did not wait, meeting took two workers 10 microseconds at most on CPython 3.13 where
they were threads, 5 where they were coroutines, and 50 to 100 at the pipe, where processes take milliseconds to start.

Workers import this file while they are timed: it needs nothing that they do not have already.
"""

from __future__ import annotations

import _thread
import os
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

PATIENCE = 30.0  # seconds

Task = Callable[[Any], Any]


def missing() -> str | None:
    """Return why nothing can meet on this platform; None if it can."""
    if hasattr(os, "mkfifo") and hasattr(select, "poll"):
        return None
    return "worker processes meet at a named pipe, which this platform does not have"


def empty(_: Any) -> tuple[bool, None]:
    """Do nothing; return what one who meets nobody but itself returns."""
    return True, None


async def empty_async(_: Any) -> tuple[bool, None]:
    """Do nothing, as a coroutine."""
    return True, None


@contextmanager
def of(parties: int, last: Callable[[], Any] | None = None, *, shares_memory: bool, runs_async: bool) -> Iterator[Task]:
    """Yield a task for one round, to be run once for each party.

    It returns whether all have met, which they have unless PATIENCE ended first, and, in the last one to arrive, the
    result of `last`, which is called while all others wait. Raises TypeError for coroutines that share no memory.
    """
    deadline = time.monotonic() + PATIENCE  # one clock for all processes: who comes after it does not wait anew
    if runs_async and not shares_memory:
        raise TypeError("coroutines meet in memory, which the workers of this strategy do not share")
    if runs_async:
        yield _InLoop(parties, last, deadline).meet
    elif shares_memory:
        yield _AtLock(parties, last, deadline).meet
    else:
        import tempfile  # noqa: PLC0415  workers have no use for it

        with tempfile.TemporaryDirectory() as folder:
            os.mkfifo(os.path.join(folder, _AtPipe.GATE))
            yield _AtPipe(parties, last, deadline, folder).meet


class _Meeting:
    def __init__(self, parties: int, last: Callable[[], Any] | None, deadline: float) -> None:
        self.parties = parties
        self.last = last
        self.deadline = deadline

    def left(self) -> float:
        """Return the seconds of patience that are left."""
        return max(0.0, self.deadline - time.monotonic())

    def found(self) -> Any:
        """Return what the last one finds."""
        return None if self.last is None else self.last()


class _AtLock(_Meeting):
    """Where threads meet: the last one opens the gate, and each that passes leaves it open for the next."""

    def __init__(self, parties: int, last: Callable[[], Any] | None, deadline: float) -> None:
        super().__init__(parties, last, deadline)
        self._present = 0
        self._counting = _thread.allocate_lock()
        self._gate = _thread.allocate_lock()
        self._gate.acquire()

    def meet(self, _: Any) -> tuple[bool, Any]:
        with self._counting:
            self._present += 1
            present = self._present
        if present >= self.parties:
            found = self.found()
            self._gate.release()
            return True, found
        if not self._gate.acquire(timeout=self.left()):
            return False, None
        self._gate.release()
        return True, None


class _InLoop(_Meeting):
    """Where the coroutines of one thread meet: it must not sleep."""

    def __init__(self, parties: int, last: Callable[[], Any] | None, deadline: float) -> None:
        super().__init__(parties, last, deadline)
        self._present = 0

    async def meet(self, _: Any) -> tuple[bool, Any]:
        import asyncio  # noqa: PLC0415  processes without an event loop are spared its import

        self._present += 1
        if self._present >= self.parties:
            return True, self.found()
        while self._present < self.parties:
            if self.left() <= 0.0:
                return False, None
            await asyncio.sleep(0)
        return True, None


class _AtPipe(_Meeting):
    """Where whoever shares nothing but the file system meets; travels to the workers by pickling."""

    GATE = "gate"
    ARRIVALS = "arrivals"

    def __init__(self, parties: int, last: Callable[[], Any] | None, deadline: float, folder: str) -> None:
        super().__init__(parties, last, deadline)
        self.folder = folder

    def meet(self, _: Any) -> tuple[bool, Any]:
        # Opened before arriving: a byte in a pipe that nobody has open is lost.
        gate = os.open(os.path.join(self.folder, self.GATE), os.O_RDWR)
        try:
            if self._arrive() >= self.parties:
                found = self.found()
                os.write(gate, b"." * (self.parties - 1))
                return True, found
            return self._is_opened(gate), None
        finally:
            os.close(gate)

    def _arrive(self) -> int:
        """Return the number of this arrival, from 1: appending and moving to the end is one step in the kernel."""
        file = os.open(os.path.join(self.folder, self.ARRIVALS), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(file, b".")
            return os.lseek(file, 0, os.SEEK_CUR)
        finally:
            os.close(file)

    def _is_opened(self, gate: int) -> bool:
        waiting = select.poll()
        waiting.register(gate, select.POLLIN)
        if not waiting.poll(self.left() * 1000):
            return False
        os.read(gate, 1)
        return True
