"""What one call of the startup experiment saw."""

from __future__ import annotations

from gilbench.inside.record import Record


class Seen(Record):
    """What workers cost, from opening a strategy to leaving it; all lists have one value per repeat, in seconds.

    A round is one empty task for each worker.
    """

    first_start: float  # seconds of the first cold round of the process, which also imports and starts helpers
    first_results: list[float]  # from before opening the strategy to the result of a single task
    cold: list[float]  # from before opening the strategy to all results of a round in which all workers meet
    warm: list[float]  # a further round, from handing over the tasks to having all results
    teardown: list[float]  # leaving the strategy: shutdown and join
    memory_per_worker: float | None  # bytes of PSS by which all processes together grew, per worker; see memory_kept
    memory_kept: float | None  # bytes of that growth, of all workers together, that stayed after leaving: modules that
    # were imported, helpers such as forkserver's server, and what was freed but not given back
    memory_reason: str | None  # why there are no figures of memory
    start_method: str | None  # by its own name, also where the platform's default was asked for; None without one
    workers: int  # how many distinct workers each cold round has proven
