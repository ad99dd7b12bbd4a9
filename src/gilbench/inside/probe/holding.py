"""Measure how much of a repeated call holds the GIL: the only place here that knows how that is done."""

from __future__ import annotations

import time
from typing import Callable, NamedTuple

from gilbench.inside.held.estimate import HeldShare, held_share, seconds_for
from gilbench.inside.held.meters import run_delay
from gilbench.inside.held.recording import Recording
from gilbench.inside.held.sampler import Sampler, why_not
from gilbench.inside.held.several import speaks
from gilbench.inside.own_threads import busy
from gilbench.inside.probe.records import Holding

RATE = 1000.0  # looks per second
WIDTH = 0.08  # of the interval that is wanted
PILOT = 0.2  # seconds after which it is known how long that takes
LEAST = 0.5  # seconds in any case
SEEN = 0.5  # share of the time that the sampler must have seen: some interpreters hardly let it in
CLOCKS = 0.01  # share that two clocks may differ by
LATE = 5e-5  # seconds from the end of a pause until the sampler runs

__all__ = ["measure", "why_not"]


class _Watched(NamedTuple):
    """What was recorded, and what took place. Times in seconds."""

    recording: Recording
    wall: float
    cpu: float  # of the process without the sampler
    caller: float  # of that, of the thread that made the calls
    ready: float  # the calling thread waited for a CPU

    @property
    def enough(self) -> bool:
        """Whether the sampler saw enough of it to speak for it."""
        if self.own_threads is not None and not speaks(self.recording, self.cpu):
            return False
        unseen = max(self.wall - self.recording.seconds, self.cpu - self.recording.cpu)
        return self.recording.cpu > 0 and unseen < (1 - SEEN) * self.wall

    @property
    def own_threads(self) -> float | None:
        """CPUs that the call kept busy, if it has threads of its own."""
        return busy(self.cpu, self.caller, self.wall)

    @property
    def running(self) -> float:
        """Share of the time, without what other programs took, spent running."""
        own = max(self.cpu, self.wall - self.ready)
        return min(1.0, self.cpu / own) if own > 0 else 0.0


def measure(run_for: Callable[[float], None], call_seconds: float, most: float) -> Holding:
    """Watch while the call is repeated, for as long as the interval needs, `most` seconds or one call at most.

    run_for: repeats the call for so many seconds, at least once. Raises what it raises.
    """
    seconds = most
    if call_seconds < PILOT < most:
        pilot = _watched(run_for, PILOT)
        needed = seconds_for(WIDTH, held_share(pilot.recording)) if pilot.enough else most
        seconds = min(most, max(LEAST, needed))
    watched = _watched(run_for, seconds)
    return _known(watched, held_share(watched.recording)) if watched.enough else _unknown(watched)


def _watched(run_for: Callable[[float], None], seconds: float) -> _Watched:
    sampler = Sampler(RATE)
    sampler.start()
    try:
        before = _clocks()
        run_for(seconds)
        wall, cpu, caller, ready = (now - then for now, then in zip(_clocks(), before))
    finally:
        sampler.stop()
    if sampler.failure is not None:
        raise sampler.failure
    return _Watched(sampler.recording, wall, max(0.0, cpu - sampler.recording.own_cpu), caller, ready)


def _clocks() -> tuple[float, float, float, float]:
    """Return the time, the CPU time of the process and of this thread, and how long this thread waited for a CPU."""
    return time.perf_counter(), time.process_time(), time.thread_time(), run_delay()


def _known(watched: _Watched, found: HeldShare) -> Holding:
    alone = watched.own_threads is None  # else others may run while the one that holds the GIL does not
    surely = min(found.share, _surely_held(watched.recording)) if alone and found.share is not None else 0.0
    return Holding(
        share=found.share,
        low=max(found.low, surely),
        high=found.high,
        of_wall=found.of_wall,
        of_wall_low=found.of_wall_low,
        of_wall_high=found.of_wall_high,
        longest_stall=found.longest_stall,
        running=watched.running,
        own_threads=watched.own_threads,
    )


def _unknown(watched: _Watched) -> Holding:
    longest = watched.recording.longest
    return Holding(None, 0.0, 1.0, None, None, None, longest, watched.running, watched.own_threads)


def _surely_held(recording: Recording) -> float:
    """Return a lower bound of the share: the waits that were seen are held time, however few they were.

    Calls that hold the GIL for long leave few wakings, and so a wide interval, but waits that fill nearly all the time.
    What the threads ran in a cycle beyond its pause, they ran during the wait.
    """
    cycles = [cycle for cycle in recording.cycles() if cycle.waited()]
    waits = sum(max(0.0, min(cycle.cpu, cycle.took) - cycle.pause - LATE) for cycle in cycles)
    return max(0.0, waits * recording.stride / recording.cpu - CLOCKS)
