"""What one call of held_share saw."""

from __future__ import annotations

from gilbench.inside.record import Record


class Seen(Record):
    """How much of a workload's CPU time keeps the GIL, with its 95 % interval; shares from 0 to 1."""

    share: float | None  # None if it never ran when somebody looked, or too much of it ran unseen
    low: float
    high: float
    samples: int
    waits: int
    longest_stall: float  # seconds that another thread had to wait for the GIL
    cpu_seconds: float | None = None  # of the thread that called the work, for as many items as the trial has
    process_seconds: float | None = None  # of the whole process but the sleeper: more if work has threads of its own
