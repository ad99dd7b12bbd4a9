"""The speed-up of a call in threads: the same number of calls in one thread and in several, in turns.

By the wall clock it is what this machine gave just now. The idle-machine speed-up comes from the threads' ledgers: time
in which a thread was ready but had no CPU is other programs' doing, and is left out. Where there is a GIL the threads'
wait for it cannot be used as it is, for who holds it may wait for a CPU; in its place stands what an idle machine needs
at least: work that holds the GIL runs one thread at a time.
"""

from __future__ import annotations

import math
import random
import time
from dataclasses import replace
from typing import NamedTuple

from gilbench.inside.held.sampler import why_not
from gilbench.testing import hints
from gilbench.testing.calls import Call
from gilbench.testing.figures import IDLE, SPEEDUP, Evidence, Figure, Other, Speedup
from gilbench.testing.held import precisely
from gilbench.testing.interpreter import gil_is_on, switch_interval
from gilbench.testing.intervals import Mean, geometric_mean
from gilbench.testing.threads import Together, in_threads
from gilbench.testing.times import together

PART = 0.1  # seconds of work for each thread of a round, or 20 switch intervals if that is more
FEWEST, FEW = 3, 5  # rounds: whatever they take; before it stops for being precise
WIDTH = 0.1  # of the interval, on the log scale: precise enough
WATCH = 2.0  # seconds at most to find the held share in, for the idle machine
NO_SHARE = Mean(0.0, 0.0, 0.0)


class Round(NamedTuple):
    """The same work in one thread and in several."""

    alone: Together
    threads: Together


def speedup(call: Call, threads: int, seconds: float) -> Speedup:
    """Return the speed-up, measured for about so many seconds, but for three rounds whatever they take."""
    __tracebackhide__ = True
    reason = why_not()
    held = _held(call) if reason is None and gil_is_on() else NO_SHARE
    started = time.perf_counter()
    rounds = _rounds(call, threads, seconds)
    took = time.perf_counter() - started
    alone = together(times for each in rounds for times in each.alone.workers)
    workers = together(times for each in rounds for times in each.threads.workers)
    own = own_threads_of(rounds)
    # what the calling threads did tells nothing of a call that others work for
    hint = hints.not_faster(alone, workers, None if reason else held.middle) if own is None else ""
    evidence = Evidence(
        call.name,
        f"{len(rounds)} rounds in {took:.1f} s",
        len(rounds),
        took,
        {"one thread": alone, f"{threads} threads": workers},
        own,
        (hints.busy(workers) if own is None else "") or hint,
    )
    if own is not None:
        reason = f"{call.name}: {hints.own_threads(own)}; what an idle machine would give cannot be told of it"
    by_wall = geometric_mean([each.alone.wall / each.threads.wall for each in rounds])
    return Speedup(SPEEDUP, by_wall, evidence).beside(reason or _idle(rounds, held, replace(evidence, hint=hint)))


class Needed(NamedTuple):
    """How many CPUs one thread keeps busy, and how many of the call's own do, if it has such."""

    cpus: float
    own_threads: float | None


def needed_by_one(call: Call) -> Needed:
    """Return how many CPUs the call would keep busy if nothing held it up. Calls the function."""
    __tracebackhide__ = True
    alone = in_threads(call, 1, _each(call))
    times = together(alone.workers)
    of_thread = times.share(times.running + (times.ready or 0.0))
    return Needed(max(of_thread, alone.own_threads or 0.0), alone.own_threads)


def idle_ratio(one: Round, held: float, *, gil: bool) -> float | None:
    """Return the time in one thread ÷ the time in several as they would be on an idle machine, from one round's ledger.

    held: the held share. The same upper bound as in gilbench's reports (docs/pytest.md, "On an idle machine").
    """
    alone, workers = together(one.alone.workers), one.threads.workers
    if not gil:
        needed = max(each.running + each.blocked for each in workers)
    else:
        slowest = max(each.running for each in workers) + alone.blocked / len(workers)
        needed = max(slowest, held * sum(each.running for each in workers))
    spent = alone.running + alone.blocked
    return spent / needed if spent > 0 and needed > 0 else None


def _held(call: Call) -> Mean:
    __tracebackhide__ = True
    found = precisely(call, WATCH).found
    share = 1.0 if found.share is None else found.share  # nobody knows: what the threads gain at least
    return Mean(share, found.low, found.high)


def own_threads_of(rounds: list[Round]) -> float | None:
    """Return how many CPUs one thread's calls kept busy, if they have threads of their own."""
    alone = [each.alone for each in rounds]
    workers = [times for each in alone for times in each.workers]
    return Together(sum(each.wall for each in alone), workers, sum(each.process for each in alone)).own_threads


def _each(call: Call) -> int:
    return max(1, math.ceil(max(PART, 20 * switch_interval()) / call.seconds))


def _rounds(call: Call, threads: int, seconds: float) -> list[Round]:
    __tracebackhide__ = True
    each, end, rounds = _each(call), time.perf_counter() + seconds, list[Round]()
    threads_first = random.random() < 0.5  # noqa: S311, PLR2004  no secret, a coin
    while len(rounds) < FEWEST or (time.perf_counter() < end and not _precise(rounds)):
        rounds.append(_round(call, threads, each, threads_first=threads_first))
        threads_first = not threads_first
    return rounds


def _round(call: Call, threads: int, each: int, *, threads_first: bool) -> Round:
    __tracebackhide__ = True
    if threads_first:
        several = in_threads(call, threads, each)
        return Round(in_threads(call, 1, threads * each), several)
    return Round(in_threads(call, 1, threads * each), in_threads(call, threads, each))


def _precise(rounds: list[Round]) -> bool:
    if len(rounds) < FEW:
        return False
    mean = geometric_mean([each.alone.wall / each.threads.wall for each in rounds])
    return math.log(mean.high / mean.low) <= WIDTH


def _idle(rounds: list[Round], held: Mean, evidence: Evidence) -> Other:
    """Return the speed-up on an idle machine; its interval takes in what is not known about the held share."""
    gil = gil_is_on()
    means = []
    for share in (held.middle, held.high, held.low):
        ratios = [idle_ratio(each, share, gil=gil) for each in rounds]
        known = [ratio for ratio in ratios if ratio is not None]
        if len(known) < FEWEST or any(_unknown(each) for each in rounds):
            return "the kernel did not tell how long the threads waited for a CPU"
        means.append(geometric_mean(known))
    middle, low, high = means
    return Figure(IDLE, Mean(middle.middle, low.low, high.high), evidence)


def _unknown(one: Round) -> bool:
    return any(times.ready is None for times in [*one.alone.workers, *one.threads.workers])
