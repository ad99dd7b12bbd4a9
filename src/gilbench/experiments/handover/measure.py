"""Hand-over: the same pure-Python work in several threads and in one, over switch intervals.

The work is cut into slices of a few microseconds. Between two of them a thread looks into a note that all share whether
another one has worked since, and writes itself into it. With a GIL, which only one of them has at a time, that counts
its hand-overs exactly, as long as a turn is longer than a slice. In one thread the work looks into its note as well.
What the kernel counts stands beside it: how often the threads blocked. Without a GIL that is all there is to count,
and the threads have a note each, so that they do not get in each other's way.

Every run in threads stands between two runs of the same work in one thread, and every other repeat goes through the
intervals backwards, so that slow changes of the machine meet all alike. Serial code has the default interval.

All threads wait at a gate until the last one has been started. Otherwise the first would have worked for a switch
interval before there was a second.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Callable, NamedTuple

from gilbench.experiments.handover.records import SWEEPS, Beside, Seen
from gilbench.inside import ledger, state
from gilbench.inside.checking import check
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read
from gilbench.inside.switching import switching

SLICE, SUM = 200, 300  # numbers that are added up in a slice, and what they come to
_LEAST = 0.02  # seconds of work from which its speed can be told
_TRIES = 3


def missing() -> str | None:
    """Return why it cannot be measured here; None if it can."""
    if not hasattr(time, "thread_time"):
        return "this platform does not tell the CPU time of a thread"
    if state.switch_interval() is None:
        return "this interpreter has no switch interval"
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that goes through the intervals of the trial; how fast the work is is measured before.

    A call raises WrongResultError if the work of a thread was not done, and SwitchIntervalError if the interpreter does
    not take a switch interval.
    """
    sweep = SWEEPS[str(subject.request.parameters["intervals"])]
    subject.begins()
    work = _Work(subject.request.workers, _slices(sweep.work) // subject.request.workers)
    work.in_threads()  # specialised or compiled by now

    def call(_: Read) -> Call:
        gc.collect()
        repeats = [_repeat(work, sweep.intervals[:: 1 if number % 2 else -1]) for number in range(sweep.repeats)]
        runs = [each.seconds for repeat in repeats for each in repeat]
        return Call(sum(runs) / len(runs), [], Seen(work.gil, repeats))

    yield call


class _Run(NamedTuple):
    """What a run came to, of all of its threads together."""

    seconds: float  # from the first start to the last end
    cpu: float
    turns: int
    voluntary: int | None


class _Done(NamedTuple):
    """What one thread did."""

    start: float
    end: float
    cpu: float
    voluntary: int | None
    total: int
    turns: int


class _Work:
    """A fixed amount of work, in threads or in one."""

    def __init__(self, threads: int, slices: int) -> None:
        self._threads = threads
        self._slices = slices  # of each thread
        self.gil = state.gil_enabled()

    def in_threads(self) -> _Run:
        """Do the work in all threads."""
        notes = [[0]] * self._threads if self.gil else [[0] for _ in range(self._threads)]
        return _run(notes, self._slices)

    def in_one(self) -> _Run:
        """Do the same work in one thread."""
        return _run([[0]], self._slices * self._threads)


def _repeat(work: _Work, intervals: Sequence[float]) -> list[Beside]:
    """Return a run at each interval, each between two runs in one thread."""
    before, found = work.in_one(), []
    for interval in intervals:
        with switching(interval):
            run = work.in_threads()
        after = work.in_one()
        serial_seconds, serial_cpu = (before.seconds + after.seconds) / 2, (before.cpu + after.cpu) / 2
        turns = run.turns if work.gil else None
        found.append(Beside(interval, run.seconds, run.cpu, turns, run.voluntary, serial_seconds, serial_cpu))
        before = after
    return found


def _run(notes: Sequence[list[int]], slices: int) -> _Run:
    """Do so many slices of work in a thread for each note."""
    gate, done = threading.Event(), []

    def body(me: int, note: list[int]) -> None:
        gate.wait()
        before, start = ledger.plain(), time.perf_counter()
        total, turns = _added(note, me, slices)
        end, after = time.perf_counter(), ledger.plain()
        blocked = None if before.voluntary is None or after.voluntary is None else after.voluntary - before.voluntary
        done.append(_Done(start, end, after.cpu - before.cpu, blocked, total, turns))

    threads = [threading.Thread(target=body, args=(me, note)) for me, note in enumerate(notes, 1)]
    started = []
    try:
        for each in threads:
            each.start()
            started.append(each)
    finally:
        gate.set()
        for each in started:
            each.join()
    check([each.total for each in done], SUM * slices, len(notes))
    blocked = [each.voluntary for each in done if each.voluntary is not None]
    return _Run(
        seconds=max(each.end for each in done) - min(each.start for each in done),
        cpu=sum(each.cpu for each in done),
        turns=sum(each.turns for each in done) - 1,  # the first to come took over from nobody
        voluntary=sum(blocked) if len(blocked) == len(done) else None,
    )


def _added(note: list[int], me: int, slices: int) -> tuple[int, int]:
    """Return the sum of the work, and how often another thread had worked in between."""
    total = turns = 0
    for _ in range(slices):
        if note[0] != me:
            note[0] = me
            turns += 1
        for number in range(SLICE):
            total += number & 3
    return total, turns


def _slices(seconds: float) -> int:
    """Return how many slices take so long here, at best."""
    slices, taken = 64, 0.0
    while taken < _LEAST:
        slices *= 2
        taken = _seconds(slices)
    return max(1, round(slices * seconds / min(taken, *(_seconds(slices) for _ in range(_TRIES)))))


def _seconds(slices: int) -> float:
    start = time.perf_counter()
    _added([0], 1, slices)
    return time.perf_counter() - start
