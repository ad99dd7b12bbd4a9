"""From what the sleeper saw to a share with its interval. Pure: the same recording gives the same figures.

The share is a ratio of sums over cycles. Its interval comes from the same ratio in consecutive batches, because cycles
near each other are alike, and is Wilson's for as many independent wakings as the batches are worth: so it stays between
0 and 1 and keeps a width where every waking saw the same.
"""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist
from typing import NamedTuple

from gilbench.inside.held.cycles import GAP, Count, counts
from gilbench.inside.held.recording import Recording
from gilbench.inside.own_threads import exceeds

BATCHES = 24
UNSURE = 0.03  # added to the intervals where the sleeper's own readings give the GIL up
CLOCK_NOISE = 0.03  # share of the CPU time that two clocks may differ by
NORMAL = NormalDist().inv_cdf(0.975)


class HeldShare(NamedTuple):
    """How much of the watched threads' time keeps the GIL. Shares from 0 to 1, intervals of 95 %, times in seconds."""

    share: float | None  # of the CPU time of the watched threads; None if they never ran when somebody looked
    low: float
    high: float
    of_wall: float | None  # of running and blocked time, so without what other programs took; None if unknown
    of_wall_low: float | None
    of_wall_high: float | None
    samples: int  # wakings that found a thread running
    waits: int  # wakings, of all, that had to wait for the GIL
    longest_stall: float  # the longest of these waits, known to 50 microseconds
    seconds: float  # watched
    unwatched: float | None = None  # share of the process's CPU time that other threads took; None if hardly any


class _Sums(NamedTuple):
    """Sums over some cycles, in wakings: a time counts as the wakings that would have fallen into it."""

    held: float
    all: float
    samples: int


def held_share(recording: Recording) -> HeldShare:
    """Return the held share that a recording speaks for."""
    cycles = recording.cycles()
    said = counts(cycles, recording.interval)
    if not recording.keeps_gil:  # what runs after a waking may then hold the GIL or not
        said = [each._replace(blind=0.0) for each in said]
    waited = [cycle.waited() for cycle in cycles]
    weights = _weights(said, waited)
    of_cpu = [_of_cpu(each, weight, recording.rate) for each, weight in zip(said, weights)]
    of_wall = [_of_wall(each, weight, recording.rate) for each, weight in zip(said, weights)]
    unsure = 0.0 if recording.keeps_gil else UNSURE
    share, low, high = _ratio(of_cpu, unsure)
    wall, wall_low, wall_high = _ratio(of_wall, unsure) if recording.knows_ready else (None, None, None)
    alone = _alone(recording)
    return HeldShare(
        share=share if share is None else share * alone,
        low=low * alone,
        high=high * alone,
        of_wall=wall,
        of_wall_low=wall_low,
        of_wall_high=wall_high,
        samples=sum(each.samples for each in of_cpu),
        waits=recording.waits,
        longest_stall=recording.longest if recording.longest > GAP else 0.0,
        seconds=recording.seconds,
        unwatched=_unwatched(recording),
    )


def seconds_for(width: float, known: HeldShare) -> float:
    """Return how long to watch in all for an interval of that width, judging by a shorter watch.

    Widths shrink with the square root of the time. What the method itself leaves open (`allowance`) does not shrink:
    a width below that takes for ever.
    """
    fixed = 2 * allowance(known.share or 0.5)
    if width <= fixed:
        return float("inf")
    now = max(0.0, known.high - known.low - fixed)
    return known.seconds * (now / (width - fixed)) ** 2


def allowance(share: float) -> float:
    """Return the error that does not go away with time: what benchmarks/truth shows, rounded up."""
    return 0.005 + 0.06 * share * (1 - share)


def _weights(said: list[Count], waited: list[bool]) -> list[float]:
    """Return how much each cycle counts: those in which the sleeper got no CPU are made up for by others of their kind.

    A sleeper that waits is woken twice, so it lacks a CPU more often than one that does not.
    """
    scale = {}
    for kind in (False, True):
        of_kind = [each for each, wait in zip(said, waited) if wait == kind]
        used = sum(not each.delayed for each in of_kind)
        scale[kind] = len(of_kind) / used if used else 1.0
    return [scale[wait] for wait in waited]


def _of_cpu(each: Count, weight: float, rate: float) -> _Sums:
    """Return held and all running time."""
    held = each.held + rate * each.wait
    return _Sums(weight * held, weight * (held + each.free + rate * each.blind), (each.held > 0) + each.free)


def _of_wall(each: Count, weight: float, rate: float) -> _Sums:
    """Return held and all time in which the threads ran or were blocked. Few hold the GIL while they are blocked."""
    blocked = 1 + rate * each.held_blocked if each.held_blocked else 0.0
    cpu = _of_cpu(each, weight, rate)
    extra = weight * blocked
    samples = cpu.samples + each.blocked + (blocked > 0)
    free = (1.0 if each.delayed else weight) * rate * each.unseen + weight * each.blocked
    return _Sums(cpu.held + extra, cpu.all + extra + free, samples)


def _batches(sums: list[_Sums]) -> list[_Sums]:
    size = max(1, ceil(len(sums) / BATCHES))
    return [_total(sums[start : start + size]) for start in range(0, len(sums), size)]


def _total(sums: list[_Sums]) -> _Sums:
    return _Sums(sum(each.held for each in sums), sum(each.all for each in sums), sum(each.samples for each in sums))


def _alone(recording: Recording) -> float:
    """Return how much of the CPU time was spent by one thread at a time: only one of several can hold the GIL."""
    if recording.active >= (1 - CLOCK_NOISE) * recording.cpu:
        return 1.0
    return recording.active / recording.cpu


def _unwatched(recording: Recording) -> float | None:
    """Return the share of the process's CPU time that nobody watched, if it is more than an error of the clocks."""
    if not exceeds(recording.process, recording.cpu):
        return None
    return (recording.process - recording.cpu) / recording.process


def _ratio(sums: list[_Sums], unsure: float) -> tuple[float | None, float, float]:
    """Return held / all with its interval, `unsure` wider on both sides."""
    batches = _batches(sums)
    total = _total(batches)
    if not total.samples or not total.all:
        return None, 0.0, 1.0
    share = total.held / total.all
    worth = float(total.samples)
    quantile = NORMAL
    if len(batches) > 1 and 0 < share < 1:
        spread = sum((batch.held - share * batch.all) ** 2 for batch in batches)
        variance = spread * len(batches) / (len(batches) - 1) / total.all**2
        worth = min(worth, share * (1 - share) / variance) if variance else worth
        quantile += (NORMAL**3 + NORMAL) / (4 * (len(batches) - 1))  # Student's, to first order
    low, high = _wilson(share, worth, quantile)
    extra = allowance(share) + unsure
    return share, max(0.0, min(low, share) - extra), min(1.0, max(high, share) + extra)


def _wilson(share: float, worth: float, quantile: float) -> tuple[float, float]:
    """Return Wilson's interval for a share seen in `worth` independent trials."""
    square = quantile**2 / worth
    middle = (share + square / 2) / (1 + square)
    half = quantile * sqrt(share * (1 - share) / worth + square / (4 * worth)) / (1 + square)
    return middle - half, middle + half
