"""Measure how much of a repeated call holds the GIL: the only place here that knows how that is done."""

from __future__ import annotations

import time
from typing import Callable

from gilbench.target.held.cycles import count, lateness
from gilbench.target.held.estimate import held_share, seconds_for
from gilbench.target.held.recording import Recording
from gilbench.target.held.sampler import Sampler, why_not
from gilbench.target.probing.records import Holding

RATE = 1000.0  # looks per second
WIDTH = 0.08  # of the interval that is wanted
PILOT = 0.2  # seconds after which it is known how long that takes
LEAST = 0.5  # seconds in any case
CLOCKS = 0.01  # share that two clocks may differ by
BEGINS = 1.0  # seconds for the sampler to get going; on a busy machine a new thread has to wait

__all__ = ["measure", "why_not"]


def measure(run_for: Callable[[float], None], call_seconds: float, most: float) -> Holding:
    """Watch while the call is repeated, for as long as the interval needs, `most` seconds or one call at most.

    run_for: repeats the call for so many seconds, at least once. Raises what it raises.
    """
    seconds = most
    if call_seconds < PILOT < most:
        pilot = _watched(run_for, PILOT)
        needed = seconds_for(WIDTH, held_share(pilot)) if pilot.total and pilot.cpu else most
        seconds = min(most, max(LEAST, needed))
    return _holding(_watched(run_for, seconds))


def _watched(run_for: Callable[[float], None], seconds: float) -> Recording:
    sampler = Sampler(RATE)
    sampler.start()
    try:
        _wait_for(sampler.recording)
        run_for(seconds)
    finally:
        sampler.stop()
    if sampler.failure is not None:
        raise sampler.failure
    return sampler.recording


def _wait_for(recording: Recording) -> None:
    """Give the sampler time to begin before the call may keep it from that."""
    end = time.monotonic() + BEGINS
    while not recording.total and time.monotonic() < end:
        time.sleep(0.001)


def _holding(recording: Recording) -> Holding:
    if not recording.total or not recording.cpu:
        return Holding(None, 0.0, 1.0, None, None, None, longest_stall=recording.longest, running=0.0)
    found = held_share(recording)
    known = max(recording.active, recording.seconds - recording.ready)
    return Holding(
        share=found.share,
        low=found.low if found.share is None else max(found.low, min(found.share, _surely_held(recording))),
        high=found.high,
        of_wall=found.of_wall,
        of_wall_low=found.of_wall_low,
        of_wall_high=found.of_wall_high,
        longest_stall=found.longest_stall,
        running=recording.active / known if known > 0 else 0.0,
    )


def _surely_held(recording: Recording) -> float:
    """Return a lower bound of the share: the waits that were seen are held time, however few they were.

    Calls that hold the GIL for long leave few wakings, and so a wide interval, but waits that fill nearly all the time.
    """
    cycles = recording.cycles()
    late = lateness(cycles)
    waits = sum(count(cycle, late, recording.interval).wait for cycle in cycles) * recording.stride
    return max(0.0, waits / recording.cpu - CLOCKS)
