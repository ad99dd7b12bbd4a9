"""The idle-machine speed-up: what a strategy would have gained had nothing else run. See docs/ledger.md.

Time in which a worker was ready but had no CPU is other programs' doing, and is left out. What remains of the slowest
worker's time is how long the work takes: its running and, where no GIL is shared, all that it was blocked for. Where
one is, its wait for the GIL cannot be used as it is: the thread that held it may itself have waited for a CPU. In its
place stands what an idle machine needs at least: work that holds the GIL runs one thread at a time.
"""

import math

from gilbench.analysis.gil import shares_gil
from gilbench.analysis.intervals import geometric_mean
from gilbench.analysis.ledger import blocked
from gilbench.analysis.summary import Summary
from gilbench.model import Estimate


def idle_speedup(serial: Summary, parallel: Summary, held_share: float) -> Estimate | None:
    """Return serial ÷ parallel time as they would be on an idle machine; None without a common round that tells.

    `held_share` is the share of its CPU time in which the work keeps a GIL that the workers share. Where they do, the
    result is what they could gain at most.
    """
    logs = [
        math.log(alone / together)
        for number in sorted(serial.ledger.keys() & parallel.ledger.keys())
        if (alone := _alone(serial, number)) > 0 and (together := _together(serial, parallel, number, held_share)) > 0
    ]
    return geometric_mean(logs) if logs else None


def _alone(serial: Summary, number: int) -> float:
    """Return the seconds that serial code would take."""
    return sum(each.running for each in serial.ledger[number]) + _own_waits(serial, number)


def _together(serial: Summary, parallel: Summary, number: int, held_share: float) -> float:
    """Return the seconds that the workers would take."""
    workers = parallel.ledger[number]
    if not shares_gil(parallel):
        return max(each.running + blocked(each) for each in workers)
    slowest = max(each.running for each in workers) + _own_waits(serial, number) / parallel.trial.workers
    return max(slowest, held_share * sum(each.running for each in workers))


def _own_waits(serial: Summary, number: int) -> float:
    """Return the seconds that the work itself waits for, in sum: what blocks it where nothing else can.

    CPU-bound work waits for nothing.
    """
    return 0.0 if serial.workload.kind == "cpu" else sum(map(blocked, serial.ledger[number]))
