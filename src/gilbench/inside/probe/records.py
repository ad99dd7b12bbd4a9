"""What the host asks of a probing target, and what it gets: plain records that travel as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["same", "different", "raised", "stuck", "crashed", "varies", "not tried"]


@dataclass(frozen=True)
class ProbeRequest:
    """One call, as the target needs to know it."""

    call: str  # an expression, or `module:function`
    setup: str  # statements to run before, once
    private: str  # statements to run in each thread, for names that are that thread's own; empty if nobody asked
    path: list[str]  # folders to look for modules in, after all others
    optional: bool  # what cannot be imported is absent, which is no failure
    seconds: float  # to measure for, at most
    timeout: float  # seconds after which the host ends this process
    answer_file: str  # where to append one JSON line per step


@dataclass(frozen=True)
class Holding:
    """What was seen of the GIL while a call was repeated. Shares from 0 to 1 with intervals of 95 %."""

    share: float | None  # of the CPU time; None if it never ran when somebody looked
    low: float
    high: float
    of_wall: float | None  # of running and blocked time, without what other programs took; None if unknown
    of_wall_low: float | None
    of_wall_high: float | None
    longest_stall: float  # seconds: the longest that another thread had to wait for the GIL
    running: float  # share of the time, without what other programs took, spent running
    own_threads: float | None = None  # CPUs that the call kept busy, if it has threads of its own


@dataclass(frozen=True)
class Measured:
    """What one call is like in this target."""

    call_seconds: float  # of one call, alone
    overhead: float  # share of that which is the loop around it
    calls: int  # made while measuring
    gil: bool  # whether there was one after the first call
    holding: Holding | None
    reason: str  # why `holding` is None; else empty
    notes: list[str]  # one clear line each


@dataclass(frozen=True)
class Together:
    """What came of calling it from two threads at once."""

    # different, varies: from what one thread got, or already there; stuck, crashed: it never returned
    outcome: Outcome
    detail: str  # what was different, which error, why it was not tried; else empty


@dataclass(frozen=True)
class Sides:
    """A call alone and beside itself, repeat by repeat. Times in seconds."""

    alone_cpu: list[float]  # CPU time of a call in one thread
    alone_time: list[float]  # from one call to the next, without what other programs took
    beside_cpu: list[float]  # CPU time of a call while two threads make it at once
    beside_time: list[float]  # from one call of either thread to the next, without what other programs took
    ready: list[float]  # share of their time that the two, or the one, waited for a CPU: the larger


@dataclass(frozen=True)
class Contention:
    """What two threads at once do to a call, and to the same call on what is each thread's own."""

    shared: Sides | None
    private: Sides | None
    reason: str  # why `shared` is None, or `private` although somebody asked; else empty
