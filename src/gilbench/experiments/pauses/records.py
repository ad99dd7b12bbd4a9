"""What one call of pauses saw."""

from __future__ import annotations

from gilbench.inside.record import Record


class Seen(Record):
    """Threads, and a process beside them, that only wake up on a schedule, while something goes on in this process.

    The window is cut into slices of one length, and every list has a value for each. A pause is a time of more than a
    millisecond from when a thread should have woken until it did.
    """

    window: float  # seconds
    threads: int  # that woke up, in this process
    paused: list[float]  # seconds in pauses, of one thread on average
    everybody: list[float]  # seconds in which all of the threads were in a pause at once
    begun: list[float]  # pauses that began, of one thread on average
    paused_beside: list[float]  # seconds in pauses, of the process beside
    longest: float  # seconds; a pause that outlasts the window is told whole
    longest_beside: float
    p99: float  # seconds by which one of a hundred wakings is late or later, those that were slept through included
    p99_beside: float
    wakings: int  # of all the threads
    units_per_second: float | None  # of what went on; None if it has ended none meanwhile
    collections: int | None  # that the window saw something of; this and all below None where nothing tells them
    collecting: float | None  # seconds of the window in them
    longest_collection: float | None  # seconds; 0 if there was none
    by_collector: float | None  # share of the time in pauses that collections took; 0 if there were no pauses
    tracked: int | None  # objects that the collector tracks, at the end of the window
    collector_reason: str | None  # why nothing tells them
