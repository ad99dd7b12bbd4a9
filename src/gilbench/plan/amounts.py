"""How many workers, and how many items of work in a timed value."""

import math
from collections.abc import Sequence

from gilbench.settings import Settings

LEAST_ITEMS = 2  # for each worker in each value


def worker_counts(settings: Settings, usable_cpus: int) -> tuple[int, ...]:
    """Return the worker counts of a run."""
    return settings.workers or default_workers(usable_cpus)


def default_workers(usable_cpus: int) -> tuple[int, ...]:
    """Return 1, 2, 4, … up to the usable CPUs and these; at least up to 2, since one worker shows nothing."""
    most = max(2, usable_cpus)
    return tuple(sorted({2**power for power in range(most.bit_length()) if 2**power <= most} | {most}))


def items_per_value(counts: Sequence[int], per_worker: int = LEAST_ITEMS) -> int:
    """Return how many items make one timed value: a multiple of every worker count, at least `per_worker` for each."""
    common = math.lcm(*counts)
    return common * math.ceil(per_worker * max(counts) / common)
