"""From what the sleeper saw to a share with its interval. Pure: the same recording gives the same figures.

The share is a ratio of sums over cycles. Its interval comes from the same ratio in consecutive batches, because cycles
near each other are alike, and is Wilson's for as many independent wakings as the batches are worth: so it stays between
0 and 1 and keeps a width where every waking saw the same.
"""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist
from typing import NamedTuple

from gilbench.target.held.cycles import GAP, Count, count, lateness
from gilbench.target.held.recording import Recording

BATCHES = 24
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
    samples: int  # wakings that counted
    waits: int  # wakings, of all, that had to wait for the GIL
    longest_stall: float  # the longest of these waits, known to 50 microseconds
    seconds: float  # watched


class _Sums(NamedTuple):
    """Sums over some cycles, in wakings: a time counts as the wakings that would have fallen into it."""

    held: float
    all: float


def held_share(recording: Recording) -> HeldShare:
    """Return the held share that a recording speaks for."""
    cycles = recording.cycles()
    late = lateness(cycles)
    counts = [count(cycle, late, recording.interval) for cycle in cycles]
    waited = [cycle.waited() for cycle in cycles]
    scales = tuple(_scale(counts, waited, kind) for kind in (False, True))
    samples = sum(each.free + each.held for each in counts)
    share, low, high = _ratio(_batches(counts, waited, scales, recording.rate), samples)
    parallel = _alone(recording)
    walls = _of_wall(recording, (share or 0.0, low, high), counts, scales[True])
    return HeldShare(
        share if share is None else share * parallel,
        low * parallel,
        high * parallel,
        *walls,
        samples,
        recording.waits,
        recording.longest if recording.longest > GAP else 0.0,
        recording.seconds,
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


def _scale(counts: list[Count], waited: list[bool], kind: bool) -> float:  # noqa: FBT001  one of two
    """Return by how much to multiply what the cycles of a kind say, for those in which the sleeper got no CPU.

    A sleeper that waits is woken twice, so it lacks a CPU more often than one that does not.
    """
    of_kind = [each for each, wait in zip(counts, waited) if wait == kind]
    used = sum(not each.delayed for each in of_kind)
    return len(of_kind) / used if used else 1.0


def _batches(counts: list[Count], waited: list[bool], scales: tuple[float, ...], rate: float) -> list[_Sums]:
    size = max(1, ceil(len(counts) / BATCHES))
    batches = []
    for start in range(0, len(counts), size):
        held = free = 0.0
        for each, wait in zip(counts[start : start + size], waited[start : start + size]):
            held += scales[wait] * (each.held + rate * each.wait)
            free += scales[wait] * (each.free + rate * each.blind)
        batches.append(_Sums(held, held + free))
    return batches


def _ratio(batches: list[_Sums], samples: int) -> tuple[float | None, float, float]:
    """Return held / all with its interval."""
    total = sum(batch.all for batch in batches)
    if not samples or not total:
        return None, 0.0, 1.0
    share = sum(batch.held for batch in batches) / total
    worth = float(samples)
    quantile = NORMAL
    if len(batches) > 1 and 0 < share < 1:
        spread = sum((batch.held - share * batch.all) ** 2 for batch in batches)
        variance = spread * len(batches) / (len(batches) - 1) / total**2
        worth = min(worth, share * (1 - share) / variance) if variance else worth
        quantile += (NORMAL**3 + NORMAL) / (4 * (len(batches) - 1))  # Student's, to first order
    low, high = _wilson(share, worth, quantile)
    extra = allowance(share)
    return share, max(0.0, min(low, share) - extra), min(1.0, max(high, share) + extra)


def _wilson(share: float, worth: float, quantile: float) -> tuple[float, float]:
    """Return Wilson's interval for a share seen in `worth` independent trials."""
    square = quantile**2 / worth
    middle = (share + square / 2) / (1 + square)
    half = quantile * sqrt(share * (1 - share) / worth + square / (4 * worth)) / (1 + square)
    return middle - half, middle + half


def _alone(recording: Recording) -> float:
    """Return how much of the CPU time was spent by one thread at a time: only one of several can hold the GIL."""
    if recording.active > (1 - CLOCK_NOISE) * recording.cpu:
        return 1.0
    return recording.active / recording.cpu


def _of_wall(
    recording: Recording, shares: tuple[float, float, float], counts: list[Count], scale: float
) -> tuple[float | None, float | None, float | None]:
    """Return the share of running and blocked time with its interval.

    Threads seldom hold the GIL while they are blocked; where they do, the wait that ran while nobody did tells it.
    """
    if not recording.knows_ready or not recording.seconds:
        return None, None, None
    lost = min(recording.ready + recording.hindered, recording.seconds - recording.active)
    base = recording.seconds - max(0.0, lost)
    times = [1 / recording.rate + each.blocked for each in counts if each.blocked]
    blocked = sum(times) * scale * recording.stride
    error = blocked * NORMAL / sqrt(len(times)) if times else 0.0
    share, low, high = shares
    middle = (share * recording.active + blocked) / base
    bottom = (low * recording.active + blocked - error) / base
    top = (high * recording.active + blocked + error) / base
    return min(1.0, middle), min(1.0, max(0.0, bottom)), min(1.0, top)
