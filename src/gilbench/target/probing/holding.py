"""Measure how much of a repeated call holds the GIL: the only place here that knows how that is done."""

from __future__ import annotations

from typing import Callable

from gilbench.target.held.estimate import held_share, seconds_for
from gilbench.target.held.recording import Recording
from gilbench.target.held.sampler import Sampler, why_not
from gilbench.target.probing.records import Holding

RATE = 1000.0  # looks per second
WIDTH = 0.08  # of the interval that is wanted
PILOT = 0.2  # seconds after which it is known how long that takes
LEAST = 0.5  # seconds in any case

__all__ = ["measure", "why_not"]


def measure(run_for: Callable[[float], None], call_seconds: float, most: float) -> Holding:
    """Watch while the call is repeated, for as long as the interval needs, `most` seconds or one call at most.

    run_for: repeats the call for so many seconds, at least once. Raises what it raises.
    """
    seconds = most
    if call_seconds < PILOT < most:
        needed = seconds_for(WIDTH, held_share(_watched(run_for, PILOT)))
        seconds = min(most, max(LEAST, needed))
    return _holding(_watched(run_for, seconds))


def _watched(run_for: Callable[[float], None], seconds: float) -> Recording:
    sampler = Sampler(RATE)
    sampler.start()
    try:
        run_for(seconds)
    finally:
        sampler.stop()
    if sampler.failure is not None:
        raise sampler.failure
    return sampler.recording


def _holding(recording: Recording) -> Holding:
    found = held_share(recording)
    known = max(recording.active, recording.seconds - recording.ready)
    return Holding(
        share=found.share,
        low=found.low,
        high=found.high,
        of_wall=found.of_wall,
        of_wall_low=found.of_wall_low,
        of_wall_high=found.of_wall_high,
        longest_stall=found.longest_stall,
        running=recording.active / known if known > 0 else 0.0,
    )
