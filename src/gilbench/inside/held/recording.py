"""What the sleeper saw: one row per cycle, stored compactly and within bounds.

A cycle begins when the sleeper goes to sleep and ends when it has the GIL again.
"""

from __future__ import annotations

import threading
from array import array
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MOST = 2**16  # cycles kept; more would not make an interval visibly narrower
BLOCK = 2**8  # consecutive cycles that are kept or forgotten together: a cycle's neighbours tell something about it
SHORTEST = 1e-5  # seconds added to every pause
MAY_NOT_SWITCH = 5e-5  # seconds: so short a pause may be over before the kernel has put the thread to sleep
UNEXPLAINED = 5e-4  # seconds late without a reason: longer than any wake-up takes


class Cycle(NamedTuple):
    """One cycle. Times in seconds; `cpu` and `ready` are sums over the watched threads."""

    pause: float  # asked for
    took: float
    switches: float  # voluntary ones of the sleeper: one for the sleep, more if it had to wait
    delay: float  # the sleeper was ready, without a CPU
    cpu: float  # used by the watched threads
    ready: float  # the watched threads got a CPU after waiting this long, here or begun earlier
    lead: float  # the sleeper's own doings before this cycle, as far as the watched threads did not run meanwhile
    after_cpu: float  # used by the watched threads during the sleeper's own doings after this cycle

    def waited(self) -> bool:
        """Return whether the sleeper had to wait for the GIL when it woke."""
        if self.pause < MAY_NOT_SWITCH and self.took - self.pause - self.delay > UNEXPLAINED:
            return True
        return self.switches > 1


FIELDS = Cycle._fields


@dataclass
class Recording:
    """Cycles in the order of time, and what holds for all of them.

    When it is full every second block of cycles is forgotten, and from then on only every second one is kept. Which
    ones does not depend on what they saw, so no share changes; sums over all cycles are kept apart.
    """

    rate: float  # wakings per second asked for: the inverse of the mean pause
    interval: float = 0.005  # seconds after which the interpreter takes the GIL from a thread that others wait for
    columns: dict[str, array[float]] = field(default_factory=lambda: {name: array("f") for name in FIELDS})
    seconds: float = 0.0  # wall time watched
    cpu: float = 0.0  # used by the watched threads in that time
    process: float = 0.0  # used by the whole process but the sampler in that time
    active: float = 0.0  # of the wall time, at least one of them ran; from each cycle's CPU time
    own_cpu: float = 0.0  # used by the sleeper
    total: int = 0  # cycles seen
    waits: int = 0  # of these, the sleeper had to wait
    longest: float = 0.0  # the longest wait for the GIL
    keeps_gil: bool = True  # false: the sleeper's own readings give the GIL up
    knows_ready: bool = True  # false: too many threads to ask each
    stride: int = 1
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)  # readers take it too
    beside: float = 0.0  # of `cpu`, used by others than the one thread that used most between two looks for new ones

    def add(self, cycle: Cycle) -> None:
        """Take a cycle in."""
        self.total += 1
        self.active += min(cycle.cpu, cycle.took) + cycle.after_cpu
        if cycle.waited():
            self.waits += 1
        self.keep(cycle)

    def keep(self, cycle: Cycle) -> None:
        """Keep a cycle; when there are too many, every second block goes."""
        if (self.total - 1) // BLOCK % self.stride:
            return
        with self.lock:
            for column, value in zip(self.columns.values(), cycle):
                column.append(value)
            if len(self) >= MOST:
                self.stride *= 2
                for column in self.columns.values():
                    column[:] = _every_second_block(column)

    def cycles(self) -> list[Cycle]:
        """Return the cycles that are kept, as of now."""
        with self.lock:
            columns = [self.columns[name].tolist() for name in FIELDS]
        return list(map(Cycle._make, zip(*columns)))

    def __len__(self) -> int:
        return len(self.columns["pause"])


def _every_second_block(column: array[float]) -> array[float]:
    kept = array("f")
    for start in range(0, len(column), 2 * BLOCK):
        kept.extend(column[start : start + BLOCK])
    return kept


def as_json(recording: Recording) -> dict[str, Any]:
    """Return a recording as plain values: columns in microseconds, everything else as it is."""
    plain = {name: value for name, value in vars(recording).items() if name not in ("columns", "lock")}
    plain["columns"] = {
        name: [int(value) for value in column] if name == "switches" else [round(value * 1e6, 1) for value in column]
        for name, column in recording.columns.items()
    }
    return plain


def from_json(plain: dict[str, Any]) -> Recording:
    """Return the recording that `as_json` wrote down."""
    columns = {
        name: array("f", values if name == "switches" else (value * 1e-6 for value in values))
        for name, values in plain["columns"].items()
    }
    return Recording(**{**plain, "columns": columns})
