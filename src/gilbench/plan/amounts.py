"""How many workers, and how many items of work in a timed value."""

import math
from collections.abc import Sequence

from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.settings import Settings

LEAST_ITEMS = 2  # for each worker in each value
MOST_ITEMS = 512  # for each worker: enough for an interpreter that is thirty times as fast as CPython
# For each worker; none between, so that the noise of a machine seldom makes two runs differ.
GRID = (LEAST_ITEMS, 3, *(each << power for power in range(7) for each in (4, 5, 6)), MOST_ITEMS)

WIDER = (8, 32)  # workers that wait
MOST_BY_DEFAULT = 8  # of them: more would cost a default run trials that decide more

# Seconds of work for each worker. To compete takes 20 switch intervals of CPython: with less, threads under the GIL run
# one after another without ever meeting. Without a GIL it is more, since on a busy machine shorter regions look as if
# there were one. Waits overlap from their first moment on.
COMPETING, FREE, WAITING = 0.1, 0.15, 0.05


# What the results of a value may take: some three copies of them are there while they come back from processes.
MOST_RESULTS = 2**30  # bytes
PART_OF_FREE = 8  # memory that is free ÷ what they may take

AFFORDABLE = 3.0  # seconds that processes may take to hand back the results of a value
STILL = 0.5  # share of the work that threads need which is left to them for that: ten switch intervals for each


def worker_counts(settings: Settings, usable_cpus: int) -> tuple[int, ...]:
    """Return the worker counts of a run."""
    return settings.workers or default_workers(usable_cpus)


def default_workers(usable_cpus: int) -> tuple[int, ...]:
    """Return 1, 2, 4, … up to the usable CPUs and these; at least up to 2, since one worker shows nothing."""
    most = max(2, usable_cpus)
    return tuple(sorted({2**power for power in range(most.bit_length()) if 2**power <= most} | {most}))


def wider_counts(settings: Settings, usable_cpus: int) -> tuple[int, ...]:
    """Return further worker counts, of work that waits and has no use for as many CPUs; none where the user chose."""
    if settings.workers and settings.wider is None:
        return ()
    most = max(worker_counts(settings, usable_cpus))
    return tuple(sorted({*(each for each in WIDER if each > most), *(settings.wider or ())}))


def items_per_value(
    counts: Sequence[int], per_worker: int = LEAST_ITEMS, wider: Sequence[int] = (), listed: int | None = None
) -> int:
    """Return how many items make one timed value: a multiple of every worker count, at least `per_worker` for each.

    They are a multiple of wider counts too, for which one item each is enough: waits overlap from their first moment.
    Of items that differ, `listed` in a list, they are whole lists: who does one more than others is what is asked.
    """
    if listed is not None:
        return listed * math.ceil(max(per_worker * max(counts), *wider, listed) / listed)
    common = math.lcm(*counts, *wider)
    return common * math.ceil(per_worker * max(counts) / common)


def items_at_most(most: float, counts: Sequence[int], wider: Sequence[int] = (), listed: int | None = None) -> int:
    """Return the most items that make a value, of those in the grid, up to `most`; the fewest if even they are more."""
    possible = [items_per_value(counts, each, wider, listed) for each in GRID]
    return max((each for each in possible if each <= most), default=possible[0])


def room(free: int | None) -> int:
    """Return how many bytes the results of a value may take, given what is free; None: nobody knows."""
    return MOST_RESULTS if free is None else min(MOST_RESULTS, free // PART_OF_FREE)


def can_be_shared_out(items: int, workers: int, listed: int | None = None) -> bool:
    """Tell whether so many workers can do these items: as many each, or at least one each of `listed` that differ."""
    return items % workers == 0 if listed is None else items % listed == 0 and items >= workers


def items_in_list(workload: WorkloadInfo, size: str) -> int | None:
    """Return how many items that differ the list of a workload has for a size; None where they are alike."""
    return None if workload.listed is None else workload.listed.get(size)


def items_in_list_of(name: str | None, target: Target, size: str) -> int | None:
    """Return the same for a workload by its name, None for one that the target does not have."""
    found = (items_in_list(each, size) for each in target.catalogue.workloads if each.name == name)
    return next(found, None)


def items_per_worker(seconds: float, enough: float) -> int:
    """Return how many items of so many seconds, of those in the grid, are enough seconds of work for a worker."""
    return next((each for each in GRID if each * seconds >= enough), MOST_ITEMS)


def enough(workload: WorkloadInfo, target: Target) -> float:
    """Return how many seconds of a workload each worker needs on a target."""
    if workload.kind == "io":
        return WAITING
    return COMPETING if target.facts.gil_enabled else FREE
