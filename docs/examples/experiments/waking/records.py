"""What one call of waking saw."""

from __future__ import annotations

from gilbench.inside.record import Record


class Seen(Record):
    """One call."""

    late: float  # seconds by which a nap of a millisecond took longer, at the median
