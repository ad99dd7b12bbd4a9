"""The idle-machine speed-up: what a strategy would have gained had nothing else run. See docs/ledger.md.

Time in which a worker was ready but had no CPU is other programs' doing, and is left out. What remains of the slowest
worker's time is how long the work takes: its running and, where no GIL is shared, all that it was blocked for. Where
one is, its wait for the GIL cannot be used as it is: the thread that held it may itself have waited for a CPU. In its
place stands what an idle machine needs at least: work that holds the GIL runs one thread at a time.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from gilbench.analysis.intervals import geometric_mean
from gilbench.analysis.ledger import blocked
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.gil import shares_gil
from gilbench.inside.schema import WorkerTime
from gilbench.model import Estimate


def idle_speedup(serial: Summary, parallel: Summary, held_share: float, cpus: int) -> Estimate | None:
    """Return serial ÷ parallel time as they would be on an idle machine; None without a common round that tells.

    `held_share` is the share of its CPU time in which the work keeps a GIL that the workers share. Where they do, the
    result is what they could gain at most. `cpus` is how many there are: more workers have to share them, idle machine
    or not.
    """
    logs = [
        math.log(alone / together)
        for number in sorted(serial.ledger.keys() & parallel.ledger.keys())
        if (alone := _alone(serial, number)) > 0
        and (together := _together(serial, parallel, number, held_share, cpus)) > 0
    ]
    return geometric_mean(logs) if logs else None


def _alone(serial: Summary, number: int) -> float:
    """Return the seconds that serial code would take."""
    return sum(each.running for each in serial.ledger[number]) + _own_waits(serial, number)


def _together(serial: Summary, parallel: Summary, number: int, held_share: float, cpus: int) -> float:
    """Return the seconds that the workers would take."""
    done = parallel.ledger[number]
    workers = _shared_out(done) if parallel.workload.listed is None else done
    running = sum(each.running for each in parallel.ledger[number])
    if not shares_gil(parallel):
        return max(running / cpus, *(each.running + blocked(each) for each in workers))
    slowest = max(each.running for each in workers) + _own_waits(serial, number) / parallel.trial.workers
    return max(running / cpus, slowest, held_share * running)


def _shared_out(workers: Sequence[WorkerTime]) -> list[WorkerTime]:
    """Return the workers' times as if they had divided the items, which are all alike, as evenly as possible.

    Items that differ cannot be divided so. Where workers fetch their items one by one, those that get a CPU take items
    from those that do not. A worker that did nothing is not there, and gets no share: what leaves it idle may be the
    strategy.
    """
    most = math.ceil(sum(each.items or 0 for each in workers) / len(workers))
    return [_times(each, most / each.items) if each.items and each.items != most else each for each in workers]


def _times(worker: WorkerTime, factor: float) -> WorkerTime:
    ready = None if worker.ready is None else factor * worker.ready
    return replace(worker, wall=factor * worker.wall, running=factor * worker.running, ready=ready)


def _own_waits(serial: Summary, number: int) -> float:
    """Return the seconds that the work itself waits for, in sum: what blocks it where nothing else can.

    CPU-bound work waits for nothing.
    """
    return 0.0 if serial.nature == "computes" else sum(map(blocked, serial.ledger[number]))
