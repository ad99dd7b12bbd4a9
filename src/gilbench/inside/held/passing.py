"""Threads that come and go faster than anybody looks for them, as those of a server that starts one for each request.

The process's clock has the CPU time of all of them; their own clocks, of those that live, say who used it. One that was
not there at the reading before has used all of its time since.
"""

from __future__ import annotations

import threading
import time

from gilbench.inside.held.meters import ProcessMeter, Used, clock_of

MOST = 64  # threads whose clocks are read: each reading takes half a microsecond, with the GIL held
SURE = 0.5  # of the CPU time in a wait: who used less than this of it is not the one who kept the others waiting


class PassingMeter(ProcessMeter):
    """The CPU time of the whole process but the calling thread, and which of the threads of Python used it."""

    def __init__(self) -> None:
        self._total = self._grown = 0.0
        self._clocks: dict[int, float] = {}
        self._before: dict[int, float] = {}

    @property
    def meters(self) -> list[Used]:  # type: ignore[override]  # those of the other have nobody to tell of
        """What each thread used between the last two readings; nothing if most was used by one that has gone."""
        used = [Used(thread, cpu - self._before.get(thread, 0.0)) for thread, cpu in self._clocks.items()]
        most = max([each.used for each in used], default=0.0)
        return used if most >= SURE * self._grown else []

    def cpu(self) -> float:
        """Return the CPU time so far, in seconds."""
        total = super().cpu()
        self._grown, self._total = total - self._total, total
        self._before, self._clocks = self._clocks, _clocks()
        return total


def _clocks() -> dict[int, float]:
    """Return the CPU time of each thread of Python that lives, in seconds, by its native identifier."""
    found: dict[int, float] = {}
    threads = list(threading._active.values())  # type: ignore[attr-defined]  # noqa: SLF001  enumerate() may wait
    for thread in threads[:MOST]:
        try:
            found[thread.native_id] = time.clock_gettime(clock_of(thread.native_id))
        except (OSError, TypeError):  # noqa: PERF203  it has ended, or has not begun
            continue
    return found
