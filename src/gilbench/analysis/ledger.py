"""The time ledger: what the workers' time went on, and what that says about the GIL and the machine."""

from collections.abc import Sequence
from dataclasses import dataclass

from gilbench.inside.schema import WorkerTime
from gilbench.store.records import Outcome, StoredCall


@dataclass(frozen=True)
class Shares:
    """Shares of the workers' time, which add up to 1; the last two are None where the platform cannot part them."""

    running: float  # on a CPU
    ready: float | None  # it could have run, but no CPU was free
    blocked: float | None  # waiting for the GIL, a lock, or whatever the work waits for


def shares(workers: Sequence[WorkerTime]) -> Shares | None:
    """Return what the time of all workers together went on; None without a worker that lasted."""
    wall = sum(each.wall for each in workers)
    if wall <= 0:
        return None
    running = sum(each.running for each in workers) / wall
    waited = _ready(workers)
    if waited is None:
        return Shares(running, None, None)
    ready = min(waited / wall, 1 - running)
    return Shares(running, ready, 1 - running - ready)


def blocked_seconds(workers: Sequence[WorkerTime]) -> float | None:
    """Return the seconds that a worker was blocked, on average; None where the platform cannot tell."""
    if not workers or any(each.ready is None for each in workers):
        return None
    return sum(blocked(each) for each in workers) / len(workers)


def blocked(worker: WorkerTime) -> float:
    """Return the seconds that a worker was blocked; where the time ready is not known it counts as blocked."""
    return max(0.0, worker.wall - worker.running - (worker.ready or 0.0))


def parallelism(workers: Sequence[WorkerTime], seconds: float) -> float | None:
    """Return how many CPUs were at work on average during a value of so many seconds; None without workers."""
    return sum(each.running for each in workers) / seconds if workers else None


def left_idle(workers: Sequence[WorkerTime], crew: int, skew: float) -> float | None:
    """Return the share of the time of a crew in which workers had no item left; None without a ledger.

    The time of a crew is that of the worker who was busy longest, for each; a worker that did nothing is in no ledger.
    What may come from a late start, `skew` seconds after the first, does not count, nor what comes of workers who had
    to wait for a CPU longer than others.
    """
    longest = max((each.wall for each in workers), default=0.0)
    if longest <= 0:
        return None
    late = (crew - 1) / crew * skew / longest
    uneven = _uneven([each.wall - (each.ready or 0.0) for each in workers], crew)
    return max(0.0, min(_uneven([each.wall for each in workers], crew) - late, uneven))


def _uneven(seconds: Sequence[float], crew: int) -> float:
    """Return the share of its time that a crew has left over, if each takes as long as the longest of these."""
    return 1 - sum(seconds) / (crew * max(seconds)) if max(seconds) > 0 else 0.0


def replaced(workers: Sequence[WorkerTime], at_a_time: int) -> bool:
    """Return whether workers of a value were replaced, as by pools that limit their tasks: there were more in turn."""
    return len(workers) > at_a_time


def of_round(outcome: Outcome) -> tuple[WorkerTime, ...]:
    """Return the ledger of a round: that of its middle value."""
    middle = _middle(outcome)
    return tuple(middle.workers) if middle else ()


def wanted_of_round(outcome: Outcome) -> float | None:
    """Return how many CPUs the workers of its middle value used or waited for; None where the platform cannot tell."""
    middle = _middle(outcome)
    if middle is None or not middle.workers:
        return None
    waited = _ready(middle.workers)
    return None if waited is None else (sum(each.running for each in middle.workers) + waited) / middle.seconds


def _middle(outcome: Outcome) -> StoredCall | None:
    ordered = sorted(outcome.calls, key=lambda call: call.seconds)
    return ordered[len(ordered) // 2] if ordered else None


def _ready(workers: Sequence[WorkerTime]) -> float | None:
    known = [each.ready for each in workers if each.ready is not None]
    return sum(known) if len(known) == len(workers) else None
