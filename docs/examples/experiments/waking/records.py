"""What one call of waking saw."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """One call."""

    late: float  # seconds by which a nap of a millisecond took longer, at the median
