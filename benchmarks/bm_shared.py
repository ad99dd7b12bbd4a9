"""One dictionary for all, read; one for all, written under a lock; one for each worker: what sharing costs.

Every step of all three is two dictionary operations on one of 256 keys, so their times compare directly. While the
GIL is on, it would surprise if reading a shared dictionary were slower than a private one. While it is off, it would
surprise if the shared ones were *not* slower: workers then count references to the same values, or queue for the lock.
Processes and sub-interpreters share nothing: to them, the three differ only by the price of a lock that nobody else
wants.
"""

from __future__ import annotations

import threading

from gilbench import workload

# `step & LAST` goes round the keys. All of these are small numbers, to which CPython counts no references: a larger
# mask would be one more object whose references all threads count, and dict_per_worker would not be private at all.
LAST = 255
KEYS = range(LAST + 1)

SIZES = {"small": 15_000, "full": 120_000}
EXPECT_WRITTEN = {"small": 112_492_500, "full": 7_199_940_000}

# Larger numbers, to which it does count references.
read_by_all = {key: key + 1_000_000 for key in KEYS}
written_by_all = dict.fromkeys(KEYS, 0)
lock = threading.Lock()


@workload(
    kind="cpu",
    data="read_shared",
    sizes=SIZES,
    expect={"small": 30_003_825_000, "full": 240_030_600_000},
    asks="What does it cost to read a dictionary that all workers read?",
    version=2,
)
def dict_read_shared(steps: int) -> int:
    """Read two entries of the dictionary of all workers, step by step, and return a sum."""
    table = read_by_all
    total = 0
    for step in range(steps):
        total += table[step & LAST] + table[~step & LAST]
    return total


@workload(
    kind="cpu",
    data="write_shared",
    sizes=SIZES,
    expect=EXPECT_WRITTEN,
    asks="What does it cost to write, under a lock, to a dictionary that all workers write to?",
    version=2,
)
def dict_write_locked(steps: int) -> int:
    """Write an entry of the dictionary of all workers and read it back under a lock, and return the sum read."""
    table = written_by_all
    total = 0
    for step in range(steps):
        with lock:  # what is read back is what was written only because the lock is held in between
            table[step & LAST] = step
            total += table[step & LAST]
    return total


@workload(
    kind="cpu",
    sizes=SIZES,
    expect=EXPECT_WRITTEN,
    asks="What would the same steps cost if every worker had a dictionary of its own?",
    version=2,
)
def dict_per_worker(steps: int) -> int:
    """Write an entry of a dictionary of one's own and read it back, and return the sum read."""
    table = dict.fromkeys(KEYS, 0)
    total = 0
    for step in range(steps):
        table[step & LAST] = step
        total += table[step & LAST]
    return total
