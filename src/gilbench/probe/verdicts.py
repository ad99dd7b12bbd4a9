"""From shares to a verdict and to the speed-ups to expect. Pure; docs/probe.md has the rules in words."""

from dataclasses import dataclass

from gilbench.inside.probe.records import Holding
from gilbench.probe.results import Verdict

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

    Time that other programs took is part of neither.
    """
    if holding.running > RUNS:
        return Share(holding.share, holding.low, holding.high)
    if holding.of_wall is None or holding.of_wall_low is None or holding.of_wall_high is None:
        part = None if holding.share is None else holding.share * holding.running
        return Share(part, holding.low * holding.running, holding.high * holding.running)
    return Share(holding.of_wall, holding.of_wall_low, holding.of_wall_high)


def speedup(threads: int, cpus: int, running: float, held: float) -> float:
    """Return the speed-up to expect from so many threads that make the same call: an upper bound.

    running: share of a call's time that needs a CPU; held: share of a call's time during which it holds the GIL. Both
    resources serve one call at a time and CPU, so by the utilisation law of queueing theory calls per time cannot
    exceed `1 / held` nor `cpus / running` times that of one thread.
    """
    bounds = [float(threads)]
    if held > 0:
        bounds.append(1 / held)
    if running > 0:
        bounds.append(cpus / running)
    return max(1.0, min(bounds))
