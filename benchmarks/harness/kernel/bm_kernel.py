"""Work that two tools are to compare with itself, or with the same and a known share more of it.

It would surprise if a tool that finds 50 % more work did not find it here: nothing but the amount differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gilbench import workload

UNITS = 120  # of almost 1 ms: one timed value is just above the 0.1 s that pyperf wants, so it needs no second loop
STEPS = 30_000
RESULT = 59_999  # of a unit


def work(units: int) -> int:
    """Do so many equal units of pure Python, one after another; return the result of the last."""
    total = 0
    for _ in range(units):
        total = 0
        for number in range(STEPS):
            total += number * number % 7
    return total


def more(side: str) -> int:
    """Return how many per cent more work a side does, as its name says: 20 for "b20" and "b20-2", 0 for "a2"."""
    number = side[1:].partition("-")[0]
    return int(number) if side.startswith("b") and number.isdigit() else 0


def units(side: str, share: float = 1.0) -> int:
    """Return how many units a side does where side "a" does this share of UNITS."""
    return round(UNITS * share * (1 + more(side) / 100))


@workload(
    kind="cpu",
    sizes={"small": 0.1, "full": 0.5},
    expect={"small": RESULT, "full": RESULT},
    asks="Is one side slower than the other?",
)
def kernel(share: float) -> int:
    """Do the work of the side that this interpreter's environment is named after."""
    return work(units(Path(sys.prefix).name, share))
