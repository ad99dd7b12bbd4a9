"""What one call of throughput saw beside its seconds and its time ledger."""

from __future__ import annotations

from gilbench.inside.record import Record


class Seen(Record):
    """Side metrics; None where the platform cannot tell."""

    cpu_seconds: float | None  # of the workers' own threads, summed
    voluntary: int | None  # context switches, summed over all workers
    involuntary: int | None
    overlap: float | None  # share of first start to last end during which every worker was in an item
    start_skew: float | None  # seconds between the first and the last worker's first start
    process_seconds: float | None = None  # CPU time of the workers' processes, with threads that the work started
    result_bytes: int | None = None  # that a result takes, about: the largest of those that warmed the workers
    result_stays: str | None = None  # why a result cannot be pickled; told by serial code of which none is stated
