"""What one recording of timeline saw: stamps only; what a thread was doing between them is derived from these."""

from __future__ import annotations

from gilbench.inside.record import Record


class Pause(Record):
    """The time between two stamps of a thread that did not run all the while; moments count from the common start."""

    start: float  # seconds
    end: float
    running: float  # seconds of it on a CPU
    delay: float  # seconds runnable without a CPU since the pause before
    asleep: float  # seconds of it that the thread had asked to sleep; 0 for one that computes


class Lane(Record):
    """One thread."""

    name: str
    waits: bool  # it sleeps and answers; the others compute
    ended: float  # its last stamp
    cpu: float  # seconds on a CPU from the common start to that stamp
    pauses: list[Pause]  # in order


class Seen(Record):
    """One recording."""

    gil: bool  # whether the GIL was on
    seconds: float  # how long was recorded
    piece: float  # seconds of work between two stamps, alone
    switch_interval: float | None
    lanes: list[Lane]
