"""What one call of the release experiment saw."""

from __future__ import annotations

from gilbench.inside.record import Record


class Seen(Record):
    """What calls of one length take; lists have one value per repeat, in seconds: wall time ÷ calls of all threads."""

    bytes: int  # that each call goes through; what its length comes from
    length: float  # seconds of such a call at its fastest, with the GIL held, its way through ctypes included
    held_alone: list[float]  # one thread that keeps the GIL; empty beside a thread that computes
    released_alone: list[float]  # one thread that releases it; empty there too
    held: list[float]  # as many threads as the trial has, or beside a thread that computes the one
    released: list[float]
