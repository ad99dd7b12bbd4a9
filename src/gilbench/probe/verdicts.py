"""From shares to a verdict and to the speed-ups to expect. Pure; docs/probe.md has the rules in words."""

from dataclasses import dataclass
from typing import NamedTuple

from gilbench.inside.probe.records import Holding
from gilbench.probe.results import BoundedBy, Verdict

HOLDS = 0.9  # the lower end of the interval lies above
RELEASES = 0.1  # the upper end of the interval lies below
EDGE = 0.02  # an interval that keeps this distance from 0 and from 1 is neither
WIDEST = 0.5  # a wider interval promises no speed-up
WAITS = 0.1  # a call that runs for less than this share of its time waits
RUNS = 0.75  # one that runs for more is judged by its CPU time alone: what waits is noise


@dataclass(frozen=True)
class Share:
    """The share that a verdict rests on, with its interval."""

    value: float | None  # None: not known
    low: float
    high: float


class Bound(NamedTuple):
    """The most that threads can bring, and what allows no more."""

    speedup: float
    by: BoundedBy


def decide(holding: Holding) -> Verdict:
    """Return what the interval of the deciding share says."""
    share = deciding(holding)
    if share.value is None:
        return "waits" if holding.running < WAITS else "undecided"
    if share.low > HOLDS:
        return "holds"
    if holding.running < WAITS and share.low < WAITS:
        return "waits"
    if share.high < RELEASES:
        return "releases"
    return "partly" if share.low > EDGE and share.high < 1 - EDGE else "undecided"


def deciding(holding: Holding) -> Share:
    """Return the share that decides: of the CPU time if the call runs all the time, else of its whole time.

    Time that other programs took is part of neither. Where threads of the call's own run at the same time, only one of
    them can hold the GIL, and a small share of all their CPU time may be all of the time: then that decides.
    """
    if holding.own_threads is None and holding.running > RUNS:
        return Share(holding.share, holding.low, holding.high)
    if holding.of_wall is None or holding.of_wall_low is None or holding.of_wall_high is None:
        part = None if holding.share is None else holding.share * holding.running
        return Share(part, holding.low * holding.running, holding.high * holding.running)
    return Share(holding.of_wall, holding.of_wall_low, holding.of_wall_high)


def bound(threads: int, cpus: int, running: float, held: float) -> Bound:
    """Return the most that so many threads can bring that make the same call, no forecast.

    running: share of a call's time that needs a CPU; held: the least share of a call's time during which it holds the
    GIL. Both resources serve one call at a time and CPU, so by the utilisation law of queueing theory calls per time
    cannot exceed `1 / held` nor `cpus / running` times that of one thread. Of equal bounds the threads' counts.
    """
    bounds = [Bound(float(threads), "threads")]
    if held > 0:
        bounds.append(Bound(max(1.0, 1 / held), "gil"))
    if running > 0:
        bounds.append(Bound(max(1.0, cpus / running), "cpus"))
    return min(bounds, key=lambda each: each.speedup)
