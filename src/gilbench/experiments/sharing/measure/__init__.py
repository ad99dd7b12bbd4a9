"""Sharing: the same loop by one thread, by several with a thing each, and by several with one thing for all.

Threads work for a fixed time and count their items: under a lock an item may take ten times as long. What counts is
their CPU time. The clock on the wall stands beside it, and means little where other programs want the CPUs; those also
keep threads from running at the same time, and so hide some of what sharing costs. Each thread has a CPU of its own
where there are enough.

A trial of a cure has, in place of threads with a thing each, threads with one thing for all and the cure (`cures`).

A thread makes its own thing itself, so that it belongs to it. What all share belongs to none of them: the thread that
waits for them has made it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Callable

from gilbench.experiments.sharing.measure import cures
from gilbench.experiments.sharing.measure.steps import STEPS, Step
from gilbench.experiments.sharing.measure.windows import Window, window
from gilbench.experiments.sharing.records import SETTINGS, Seen
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

REPEATS = 6
ALONE, TOGETHER = 0.008, 0.014  # seconds that one thread works in a repeat, and several, at least
CURED_ALONE, CURED_TOGETHER = 0.006, 0.009  # the same in the trial of a cure
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
    """Yield a function that repeats the step, or the cure of one, that the trial asks for, in every setting.

    Raises WrongResultError if an item reads another object than it must, or leaves no trace where it must leave one,
    ImportError where a cure needs what Python does not have, and whatever keeps threads from starting.
    """
    asked, threads = subject.request.parameters, subject.request.workers
    step, cure = str(asked["step"]), asked.get("cure")
    with _settings(step, threads) if cure is None else _cured(step, str(cure), threads) as settings:
        subject.begins()
        often = _batch(STEPS[step])

        def call(_: Read) -> Call:
            seen = _seen(_repeats(settings, often))
            return Call(statistics.median(seen.shared_cpu), [], seen)

        yield call


Settings = Mapping[str, Callable[[int], Window]]  # is given the items between two looks at the clock


@contextmanager
def _settings(name: str, threads: int) -> Iterator[Settings]:
    step = STEPS[name]
    yield {
        "alone": lambda often: window(step, step.make, 1, often, ALONE),
        "private": lambda often: window(step, step.make, threads, often, TOGETHER),
        "shared": lambda often: window(step, _of_all(step), threads, often, TOGETHER),
    }


@contextmanager
def _cured(name: str, cure: str, threads: int) -> Iterator[Settings]:
    step = STEPS[name]
    with cures.opened(name, cure, threads) as cured:
        yield {
            "alone": lambda often: window(step, step.make, 1, often, CURED_ALONE),
            "shared": lambda often: window(step, _of_all(step), threads, often, CURED_TOGETHER),
            "cured": lambda often: cured(often, CURED_TOGETHER),
        }


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


def _repeats(settings: Settings, often: int) -> Mapping[str, list[Window]]:
    """Repeat the settings in one order and then in the reverse one."""
    found: dict[str, list[Window]] = {setting: [] for setting in settings}
    for number in range(REPEATS):
        for setting in list(settings)[:: -1 if number % 2 else 1]:
            found[setting].append(settings[setting](often))
    return found


def _seen(found: Mapping[str, list[Window]]) -> Seen:
    cpu, wall = (
        {f"{each}_{what}": [getattr(one, what) for one in found.get(each, ())] for each in SETTINGS}
        for what in ("cpu", "wall")
    )
    items, lost = (sum(getattr(each, what) for each in found["shared"]) for what in ("items", "lost"))
    return Seen(items=items, lost=lost, **cpu, **wall)


def _of_all(step: Step) -> Callable[[], Any]:
    """Return a function that gives everybody the same thing."""
    thing = step.make()
    return lambda: thing
