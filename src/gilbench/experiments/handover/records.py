"""What one call of handover saw, and the switch intervals that it goes through."""

from __future__ import annotations

from typing import NamedTuple

from gilbench.inside.record import Record


class Sweep(NamedTuple):
    """Switch intervals that are measured one after another in one process."""

    intervals: tuple[float, ...]  # seconds
    work: float  # seconds of it in one thread, in each run
    repeats: int  # of all intervals, in one call


DEFAULT = 0.005  # seconds: the switch interval that interpreters start with
SHORT, LONG = "short", "long"
# Each thread should have several turns in a run, so that longer intervals take more work.
SWEEPS = {
    SHORT: Sweep((0.0001, 0.0003, 0.001, DEFAULT), 0.04, 6),
    LONG: Sweep((0.02, 0.1), 0.4, 2),
}


class Beside(Record):
    """Threads at one switch interval, and beside them the same work in one thread, before and after."""

    interval: float  # seconds
    seconds: float  # from the first start to the last end
    cpu: float  # seconds of CPU time, of all threads together
    turns: int | None  # hand-overs that the threads saw themselves; None without a GIL
    voluntary: int | None  # context switches of all threads together; None where the platform cannot tell
    serial_seconds: float  # the mean of both, as below
    serial_cpu: float


class Seen(Record):
    """One call."""

    gil: bool
    repeats: list[list[Beside]]  # each has every interval of the sweep once
