"""What the calling thread's time goes on: the ledger of docs/pytest.md."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Callable, NamedTuple

from gilbench.inside import ledger


class Times(NamedTuple):
    """Seconds of one thread, or of several together."""

    wall: float
    running: float  # on a CPU
    ready: float | None  # it could have run, but no CPU was free; None where the platform cannot tell

    @property
    def blocked(self) -> float:
        """What remains: waiting for the GIL, a lock or I/O; where the time ready is not known it is in here."""
        return max(0.0, self.wall - self.running - (self.ready or 0.0))

    def share(self, seconds: float | None) -> float:
        """Return a part of the wall time as a share, from 0 to 1."""
        return min(1.0, max(0.0, (seconds or 0.0) / self.wall)) if self.wall else 0.0


class Stretch(NamedTuple):
    """Work of the calling thread: when, on `time.perf_counter`, and what it cost."""

    start: float
    end: float
    times: Times


def clocked(work: Callable[[], None]) -> Stretch:
    """Do the work in this thread and return what it took."""
    before = ledger.full()
    start = time.perf_counter()
    work()
    end = time.perf_counter()
    after = ledger.full()
    ready = None if before.ready is None or after.ready is None else after.ready - before.ready
    return Stretch(start, end, Times(end - start, after.cpu - before.cpu, ready))


def together(times: Iterable[Times]) -> Times:
    """Return the sums over several threads or rounds."""
    walls, runnings, readies = zip(*times)
    return Times(sum(walls), sum(runnings), None if None in readies else sum(readies))
