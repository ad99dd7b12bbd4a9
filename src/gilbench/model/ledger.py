"""The time ledger of a report."""

from dataclasses import dataclass

from gilbench.model.estimate import Estimate


@dataclass(frozen=True)
class LedgerRow:
    """What the time of one trial's workers went on: shares of it, medians over the rounds."""

    workload: str
    workload_class: str
    strategy: str  # label
    family: str
    workers: int
    target: str
    running: float  # on a CPU
    ready: float | None  # it could have run, but no CPU was free; None where the platform cannot tell
    blocked: float | None  # all else
    wait: float | None  # seconds that a worker was blocked, on average
    parallelism: float | None  # CPUs at work on average
    held: Estimate | None  # share of its CPU time in which the work keeps the GIL; on the rows of serial code
    speedup: Estimate | None  # by the wall, as it was
    idle: Estimate | None  # as it would have been had nothing else run
    says: str  # what held it back, in words; empty if nothing did
    of_warm_up: bool  # read in the warm-up, since reading it in values would have cost too much
