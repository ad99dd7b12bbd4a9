"""Startup: what it costs to open a strategy, to use it again and to leave it, with tasks that do nothing.

A repeat opens the strategy twice. The first opening does a single empty task, which gives the time to the first result.
The second does one task per worker, then a further round, and is left; each of the three is timed.

Pools make workers on demand and use idle ones again, so empty tasks can all land on one worker. The tasks of a cold
round therefore meet (`inside.meeting`, which says what that costs): none returns before all have started, so that every
cold round proves its workers itself, and one whose tasks do not meet is refused. Nothing has to be proven of a single
task or a further round: their tasks are empty. Serial code, the floor, is one worker.

The very first cold round of the process is kept apart: the first use of anything imports modules, and that of
forkserver starts the server. It is also where memory is weighed, around its timed part: nothing has been started before
and there is no garbage. The last task of one more meeting reads the PSS of the whole tree while all workers wait,
because only then are those alive that are started anew for each use. What the first use imports and the helpers that it
starts are part of the growth; what is still there after the strategy has been left stands beside it, so that a reader
can tell what more workers would add from what comes once.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from math import comb
from typing import Any, Callable, NamedTuple

from gilbench.experiments.startup.records import Seen
from gilbench.inside import meeting, memory
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read
from gilbench.inside.opening import opened, resolved
from gilbench.inside.registry import Strategy
from gilbench.inside.warmth import NotWarmError

FEWEST = 6  # repeats: the range of six values holds their median with a confidence of 97 %
MOST = 30
ALLOWANCE = 0.5  # seconds of repeats after which FEWEST are enough
NAP = 0.03  # seconds between two looks at memory
PATIENCE = 0.5  # seconds to wait for memory to settle
SETTLED = 0.005  # change between two looks, as a share
STEADY = 0.05  # half-width of the median's interval, as a share of it, at which to stop

missing = meeting.missing


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that repeats opening, using and leaving the strategy until the medians are steady.

    The first start is made, and memory weighed, before. Raises NotWarmError if fewer workers than asked for meet, and
    whatever the strategy raises.
    """
    strategy, request = subject.strategy, subject.request
    if strategy is None:
        raise TypeError("startup needs a strategy")
    workers = _Workers(strategy, request.workers, request.start_method)
    first = workers.first()

    def call(_: Read) -> Call:
        repeats = _repeated(workers.repeat)
        seen = Seen(
            first_start=first.seconds,
            first_results=[each.first_result for each in repeats],
            cold=[each.cold for each in repeats],
            warm=[each.warm for each in repeats],
            teardown=[each.teardown for each in repeats],
            memory_per_worker=first.memory.per_worker,
            memory_kept=first.memory.kept,
            memory_reason=first.memory.reason,
            start_method=resolved(request.start_method),
            workers=workers.parties,
        )
        return Call(statistics.median(seen.cold), [], seen)

    yield call


class _First(NamedTuple):
    """The first start of the process."""

    seconds: float
    memory: _Memory


class _Memory(NamedTuple):
    """What the first start has brought into being, in bytes of PSS of all processes together."""

    per_worker: float | None = None
    kept: float | None = None
    reason: str | None = None


class _Repeat(NamedTuple):
    """One repeat, in seconds."""

    first_result: float
    cold: float
    warm: float
    teardown: float


class _Workers:
    """The workers of one strategy: how to open it, and the tasks it understands."""

    def __init__(self, strategy: Strategy, workers: int, start_method: str | None) -> None:
        self._open = partial(opened, strategy, workers, start_method)
        self.parties = 1 if strategy.family == "serial" else workers
        self._items = range(self.parties)
        self._empty = meeting.empty_async if strategy.runs_async else meeting.empty
        self._meeting = partial(
            meeting.of, self.parties, shares_memory=strategy.shares_memory, runs_async=strategy.runs_async
        )

    def first(self) -> _First:
        """Time the first cold round, and weigh what has come into being with it."""
        gc.collect()
        weigh = partial(memory.pss, memory.ROOT, os.getpid())
        before = weigh()
        with ExitStack() as stack:
            seconds, run = self._cold(stack)
            _settle(weigh)
            with self._meeting(weigh) as task:
                found = self._prove(run(task, self._items))
        gc.collect()
        at_work = next(each for each in found if each is not None)
        return _First(seconds, _growth(self.parties, before, at_work, weigh()))

    def repeat(self) -> _Repeat:
        """Time everything once."""
        first_result = self._first_result()
        with ExitStack() as stack:
            cold, run = self._cold(stack)
            start = time.perf_counter()
            results = run(self._empty, self._items)
            warm = time.perf_counter() - start
            _require(results, self.parties)
            start = time.perf_counter()
        return _Repeat(first_result, cold, warm, time.perf_counter() - start)

    def _first_result(self) -> float:
        gc.collect()
        start = time.perf_counter()
        with self._open() as run:
            results = run(self._empty, self._items[:1])
            seconds = time.perf_counter() - start
        _require(results, 1)
        return seconds

    def _cold(self, stack: ExitStack) -> tuple[float, Any]:
        """Open the strategy and do a round; return the seconds, and its `run`, which the stack will end."""
        gc.collect()
        with nullcontext(self._empty) if self.parties == 1 else self._meeting() as task:
            start = time.perf_counter()
            run = stack.enter_context(self._open())
            results = run(task, self._items)
            seconds = time.perf_counter() - start
        self._prove(results)
        return seconds, run

    def _prove(self, results: Sequence[tuple[bool, Any]]) -> list[Any]:
        """Return what the tasks of a round found; raises NotWarmError unless all of its workers have met."""
        _require(results, self.parties)
        if not all(met for met, _ in results):
            raise NotWarmError(f"fewer than {self.parties} workers met within {meeting.PATIENCE:g} s")
        return [found for _, found in results]


def _require(results: Sequence[Any], tasks: int) -> None:
    if len(results) != tasks:
        raise NotWarmError(f"{len(results)} results of {tasks} tasks")


def _settle(weigh: Callable[[], memory.Weight]) -> None:
    """Wait until helpers have finished starting: nobody waits for the resource tracker, which even threads may need."""
    end = time.monotonic() + PATIENCE
    before, now = 0, weigh().bytes
    while now is not None and abs(now - before) > SETTLED * now and time.monotonic() < end:
        time.sleep(NAP)
        before, now = now, weigh().bytes


def _growth(workers: int, before: memory.Weight, at_work: memory.Weight, after: memory.Weight) -> _Memory:
    if before.bytes is None or at_work.bytes is None or after.bytes is None:
        return _Memory(reason=before.reason or at_work.reason or after.reason)
    return _Memory((at_work.bytes - before.bytes) / workers, float(after.bytes - before.bytes))


def _repeated(repeat: Callable[[], _Repeat]) -> list[_Repeat]:
    """Repeat at least FEWEST times, and then until the medians are steady or there have been enough."""
    end = time.monotonic() + ALLOWANCE
    done: list[_Repeat] = []
    while len(done) < FEWEST or (len(done) < MOST and time.monotonic() < end and not all(map(_steady, zip(*done)))):
        done.append(repeat())
    return done


def _steady(values: Sequence[float]) -> bool:
    """Tell whether the median is known well enough, by the interval between two of the values.

    The median lies below the value that has k smaller ones with the probability that as many tosses of a coin as there
    are values give at most k heads; the same above. The interval misses it with a probability of 5 % at most.
    """
    tosses, k = len(values), 0
    while 2 * sum(comb(tosses, heads) for heads in range(k + 2)) <= 0.05 * 2**tosses:
        k += 1
    ordered = sorted(values)
    return (ordered[-1 - k] - ordered[k]) / 2 <= STEADY * statistics.median(ordered)
