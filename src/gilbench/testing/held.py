"""The held share and the longest stall of a call: it is repeated in this thread, beside a thread that mostly sleeps."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.estimate import HeldShare as Found
from gilbench.inside.held.estimate import held_share as estimate
from gilbench.inside.held.estimate import seconds_for
from gilbench.inside.held.sampler import Sampler
from gilbench.inside.held.several import CANNOT_TELL, speaks
from gilbench.inside.own_threads import busy
from gilbench.testing import hints
from gilbench.testing.calls import Call
from gilbench.testing.figures import HELD_SHARE, LONGEST_STALL, OF_WALL, Evidence, Figure, HeldShare, Other
from gilbench.testing.intervals import Mean
from gilbench.testing.times import Times, clocked
from gilbench.testing.tracing import untraced

RATE = 1000.0  # looks per second
FIRST = 0.3  # seconds: long enough for what holds the GIL always, or never
WIDTH = 0.1  # of the interval of the held share: precise enough
CLOCKS = 5e-5  # seconds to which a stall is known
MISSED = math.log(20) / RATE  # seconds: 19 of 20 stalls have been looked at by then
PATIENCE = 1.0  # seconds to wait for the first look, on a machine however busy
WHOSE = "calling thread"


class Watched(NamedTuple):
    """What was seen of a call."""

    found: Found
    culprit: Culprit | None
    times: Times
    own_threads: float | None = None  # CPUs that the call kept busy, if it has threads of its own
    unseen: bool = False  # too much of what these did to speak of the GIL

    def evidence(self, call: Call, hint: str) -> Evidence:
        """Return what a figure of this rests on."""
        found = self.found
        looks = f"{found.samples} looks in {found.seconds:.1f} s"
        return Evidence(call.name, looks, found.samples, found.seconds, {WHOSE: self.times}, self.own_threads, hint)


class NotSeenError(RuntimeError):
    """The call ran, but not when somebody looked: other programs took too much, or its own threads come and go."""


def held_share(call: Call, seconds: float) -> HeldShare:
    """Return the held share, measured for so many seconds at most. Raises NotSeenError."""
    watched = precisely(call, seconds)
    found, own = watched.found, watched.own_threads
    if own is not None and (watched.unseen or found.share is None):
        raise NotSeenError(f"{call.name}: {hints.own_threads(own)}; {CANNOT_TELL}")
    mostly_waits = hints.mostly_waits(watched.times) if own is None else ""
    if found.share is None and not mostly_waits:
        raise NotSeenError(f"in {found.seconds:.1f} s {call.name} was never seen running: this machine is too busy")
    holding = hints.holding()
    evidence = watched.evidence(call, mostly_waits or holding)
    share = Mean(found.share or 0.0, found.low, found.high)  # what only waits holds nothing
    return HeldShare(HELD_SHARE, share, evidence).beside(_of_wall(found, replace(evidence, hint=holding)))


def longest_stall(call: Call, seconds: float) -> Figure:
    """Return the longest time, in seconds, for which another thread had to wait for the GIL.

    The sleeper asks for the GIL at random moments, so a stall has begun some time before: the interval reaches up to
    what 19 of 20 such stalls last.
    """
    watched = watch(call, seconds)
    seen = watched.found.longest_stall
    mean = Mean(seen, max(0.0, seen - CLOCKS), seen + MISSED)
    return Figure(LONGEST_STALL, mean, watched.evidence(call, hints.stall(watched.times, watched.culprit, seen)))


def nothing_held(call: Call) -> HeldShare:
    """Return the held share where the GIL is off."""
    none = _without_gil(call)
    return HeldShare(HELD_SHARE, Mean(0.0, 0.0, 0.0), none).beside(Figure(OF_WALL, Mean(0.0, 0.0, 0.0), none))


def nobody_stalled(call: Call) -> Figure:
    """Return the longest stall where the GIL is off."""
    return Figure(LONGEST_STALL, Mean(0.0, 0.0, 0.0), _without_gil(call))


def precisely(call: Call, seconds: float) -> Watched:
    """Watch a call, and once more for as long as a precise share takes if the first look was not precise."""
    __tracebackhide__ = True
    first = watch(call, min(FIRST, seconds))
    longer = min(seconds - FIRST, seconds_for(WIDTH, first.found))
    return watch(call, longer) if longer > FIRST else first


def watch(call: Call, seconds: float) -> Watched:
    """Repeat a call for so many seconds, at least once, and watch it. Raises what the function raises."""
    __tracebackhide__ = True
    sampler = Sampler(RATE, None)
    with untraced():
        sampler.start()
        try:
            _wait_for_first_look(sampler)
            process = time.process_time()
            stretch = clocked(partial(call.keep_on, seconds))
            process = time.process_time() - process
        finally:
            sampler.stop()
    if sampler.failure is not None:
        raise RuntimeError("the thread that looks whether the GIL is held has ended early") from sampler.failure
    process = max(0.0, process - sampler.recording.own_cpu)
    return Watched(
        estimate(sampler.recording),
        sampler.culprit,
        stretch.times,
        busy(process, stretch.times.running, stretch.times.wall),
        not speaks(sampler.recording, process),
    )


def _wait_for_first_look(sampler: Sampler) -> None:
    """Wait until the sampler is at work: a call that holds the GIL from the start would keep it from beginning."""
    end = time.perf_counter() + PATIENCE
    while not sampler.recording.seconds and time.perf_counter() < end:
        time.sleep(1 / RATE)


def _of_wall(found: Found, evidence: Evidence) -> Other:
    if found.of_wall is None or found.of_wall_low is None or found.of_wall_high is None:
        return "it is not known how long the threads of this process waited for a CPU: there are too many to ask each"
    return Figure(OF_WALL, Mean(found.of_wall, found.of_wall_low, found.of_wall_high), evidence)


def _without_gil(call: Call) -> Evidence:
    return Evidence(call.name, "the GIL is off", 0, 0.0)
