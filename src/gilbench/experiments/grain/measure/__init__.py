"""Grain: the same work cut into tasks of several lengths, handed to one warm pool, each beside itself in serial code.

One trial is one pool, proven warm and kept for all lengths: what a pool costs to make is the subject of startup. Every
repeat goes through all lengths, up and down in turn, and does each twice: in serial code and under the strategy, which
of them first changing from repeat to repeat. A speed-up is made of two neighbours, so a machine that slows down for a
while slows both. The results of every task are checked, outside of what is timed.

The tasks are pure Python of a length that is calibrated when the trial begins, in CPU time. What they really took is
read beside serial code, and a trial whose tasks are far from what they were made for is refused.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gilbench.experiments.grain.measure import tasks
from gilbench.experiments.grain.measure.cut import Cut, cuts
from gilbench.experiments.grain.measure.handing import Run, handed_over, one_task, running
from gilbench.experiments.grain.records import HOPS, REPEATS, Seen
from gilbench.inside import state, warmth
from gilbench.inside.checking import check
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read
from gilbench.inside.opening import resolved

FAR = 2.0  # times shorter or longer than it was made for, a task says nothing about that length
_WARMING = 0.003  # seconds of work that each worker does before anything is timed


class LengthError(RuntimeError):
    """The tasks were not as long as they were made to be."""


def missing() -> str | None:
    """Return None: it can be measured in every interpreter."""
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that does the work in tasks of every length, REPEATS times; its pool is made and warm before.

    Raises NotWarmError if fewer workers than asked for meet, WrongResultError if a task gives another result than it
    must, LengthError if tasks take far more or less than they were made for, and whatever the strategy raises.
    """
    strategy, request = subject.of_strategy, subject.request
    subject.begins()
    speed = tasks.steps_per_second()
    found = cuts(request, speed)
    with running(strategy, request) as run:
        _warm(run, subject, round(speed * _WARMING))
        hand_over = handed_over(run, strategy, request)
        hop = one_task(run, strategy)
        hand_over(found[0])()  # empty tasks, the first time: what hands them over is loaded and, with a JIT, compiled

        def call(_: Read) -> Call:
            sides = [_Both(cut, hand_over(cut)) for cut in found]
            gc.collect()
            hops = _repeated(hop, sides, REPEATS[float(request.parameters["work"])])
            _require_length(sides[-1])
            seen = Seen(
                lengths=[each.cut.length for each in sides],
                tasks=[len(each.cut.items) for each in sides],
                took=[each.took for each in sides],
                serial=[each.serial for each in sides],
                strategy=[each.strategy for each in sides],
                hops=hops,
                turns=strategy.shares_memory and state.gil_enabled(),
                start_method=resolved(request.start_method),
            )
            return Call(statistics.median(seen.strategy[0]), [], seen)

        yield call


def _repeated(hop: Callable[[], Any], sides: Sequence[_Both], repeats: int) -> list[float]:
    """Measure all lengths so many times, up and down in turn; return the seconds of hops, one for each repeat."""
    hops = []
    for number in range(repeats):
        hops.append(statistics.median(_timed(hop)[0] for _ in range(HOPS)))
        for each in sides if number % 2 == 0 else reversed(sides):
            each.measure()
    return hops


class _Both:
    """The tasks of one length, in serial code and under the strategy; each in seconds, by repeat."""

    def __init__(self, cut: Cut, spread: Callable[[], Any]) -> None:
        self.cut = cut
        self.serial: list[float] = []
        self.strategy: list[float] = []
        self._cpu: list[float] = []
        self._spread = spread

    @property
    def took(self) -> float:
        """CPU seconds that a task took in serial code."""
        return statistics.median(self._cpu) / len(self.cut.items)

    def measure(self) -> None:
        """Do the tasks in both ways; in every other repeat the strategy comes first."""
        ways = (self._in_turn, self._spread_out)
        for way in ways if len(self.serial) % 2 == 0 else reversed(ways):
            way()

    def _in_turn(self) -> None:
        before = time.thread_time()
        seconds, results = _timed(self.cut.in_turn)
        self._cpu.append(time.thread_time() - before)
        self._require(results)
        self.serial.append(seconds)

    def _spread_out(self) -> None:
        seconds, results = _timed(self._spread)
        self._require(results)
        self.strategy.append(seconds)

    def _require(self, results: Any) -> None:
        check([tasks.flat(results)], list(self.cut.expected), 1)


def _require_length(longest: _Both) -> None:
    """Raise LengthError if tasks took far more or less CPU time than they were made for."""
    made_for = longest.cut.length
    if not made_for / FAR <= longest.took <= made_for * FAR:
        raise LengthError(
            f"tasks made for {made_for:g} s took {longest.took:.2g} s of CPU time: the CPU has changed its speed"
        )


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    results = work()
    return time.perf_counter() - start, results


def _warm(run: Run, subject: Subject, steps: int) -> None:
    """Let all workers meet and work; raises NotWarmError and WrongResultError."""
    request, runs_async = subject.request, subject.of_strategy.runs_async
    place = os.path.dirname(request.metrics_file)
    work = tasks.task(tasks.work, steps, runs_async=runs_async)
    check(warmth.prove(run, request.workers, work, place, runs_async=runs_async), tasks.end_of(steps), request.workers)
