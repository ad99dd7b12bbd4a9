"""Sharing: the same loop by one thread, by several with a thing each, and by several with one thing for all.

Threads work for a fixed time and count their items: under a lock an item may take ten times as long. What counts is
their CPU time. The clock on the wall stands beside it, and means little where other programs want the CPUs; those also
keep threads from running at the same time, and so hide some of what sharing costs. Each thread has a CPU of its own
where there are enough.

A thread makes its own thing itself, so that it belongs to it. What all share belongs to none of them: the thread that
waits for them has made it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable, NamedTuple

from gilbench.experiments.sharing.measure.steps import STEPS, Step
from gilbench.experiments.sharing.records import Seen
from gilbench.inside.at_once import at_once
from gilbench.inside.checking import WrongResultError
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

REPEATS = 6
ALONE, TOGETHER = 0.008, 0.014  # seconds that one thread works in a repeat, and several, at least
BATCH = 200e-6  # seconds of one thread's work between two looks at the clock
FIRST, MOST = 256, 1 << 20  # items of a batch
COARSE = 1e-4  # seconds: a clock of CPU time that ticks no more often tells nothing


def missing() -> str | None:
    """Return why the CPU time of a thread cannot be told in this interpreter; None if it can."""
    if not hasattr(time, "thread_time"):
        return "there is no time.thread_time on this platform"
    tick = time.get_clock_info("thread_time").resolution
    return f"the clock of a thread's CPU time ticks every {1000 * tick:g} ms only" if tick > COARSE else None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that repeats the step that the trial asks for, in every setting.

    Raises WrongResultError if an item reads another object than it must, or leaves no trace where it must leave one,
    and whatever keeps threads from starting.
    """
    step, threads = STEPS[str(subject.request.parameters["step"])], subject.request.workers
    subject.begins()
    often = _batch(step)

    def call(_: Read) -> Call:
        seen = _repeats(step, often, threads)
        return Call(statistics.median(seen.shared_cpu), [], seen)

    yield call


class _Turn(NamedTuple):
    """What one thread did."""

    thing: Any
    begun: float  # by the clock, when all threads began
    end: float
    cpu: float  # seconds
    items: int


class _Window(NamedTuple):
    """What all threads did in one setting of one repeat."""

    cpu: float  # seconds an item
    wall: float
    items: int
    lost: int


def _batch(step: Step) -> int:
    """Return how many items one thread does between two looks at the clock; finding out warms them."""
    thing, often = step.make(), FIRST
    while often < MOST:
        start = time.perf_counter()
        step.run(thing, range(often))
        if time.perf_counter() - start >= BATCH:
            break
        often *= 2
    return often


def _repeats(step: Step, often: int, threads: int) -> Seen:
    """Repeat the settings in one order and then in the reverse one."""
    found: dict[str, list[_Window]] = {"alone": [], "private": [], "shared": []}
    for number in range(REPEATS):
        for setting in list(found)[:: -1 if number % 2 else 1]:
            crew = 1 if setting == "alone" else threads
            thing = _of_all(step) if setting == "shared" else step.make
            found[setting].append(_at_once(step, thing, crew, often))
    cpu = {f"{setting}_cpu": [each.cpu for each in windows] for setting, windows in found.items()}
    wall = {f"{setting}_wall": [each.wall for each in windows] for setting, windows in found.items()}
    items, lost = (sum(counts) for counts in zip(*((each.items, each.lost) for each in found["shared"])))
    return Seen(items=items, lost=lost, **cpu, **wall)


def _of_all(step: Step) -> Callable[[], Any]:
    """Return a function that gives everybody the same thing."""
    thing = step.make()
    return lambda: thing


def _at_once(step: Step, get: Callable[[], Any], threads: int, often: int) -> _Window:
    """Let so many threads work side by side, each with the thing that it gets; raises what the first of them raised."""
    seconds = ALONE if threads == 1 else TOGETHER

    def prepared() -> Callable[[float], _Turn]:
        thing = get()
        return lambda begun: _turn(step, thing, often, begun, begun + seconds)

    turns = at_once([prepared] * threads)
    items = sum(each.items for each in turns)
    wall = max(each.end for each in turns) - turns[0].begun
    return _Window(sum(each.cpu for each in turns) / items, wall / items, items, _lost(step, turns))


def _turn(step: Step, thing: Any, often: int, begun: float, deadline: float) -> _Turn:
    run, clock, times, items = step.run, time.perf_counter, range(often), 0
    expected = step.reads(thing)
    before = time.thread_time()
    while True:
        if run(thing, times) is not expected:
            raise WrongResultError("wrong result: what was read is not what is there")
        items += often
        now = clock()
        if now >= deadline:
            return _Turn(thing, begun, now, time.thread_time() - before, items)


def _lost(step: Step, turns: list[_Turn]) -> int:
    """Return how many items the things show no trace of; raises WrongResultError if none may be missing."""
    if step.taken is None:
        return 0
    things = {id(each.thing): each.thing for each in turns}
    items, taken = sum(each.items for each in turns), sum(map(step.taken, things.values()))
    may_lose = step.loses and len(things) < len(turns)
    if taken > items or (taken < items and not may_lose):
        raise WrongResultError(f"wrong result: {taken} of {items} items are there")
    return items - taken
