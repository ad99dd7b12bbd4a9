"""Windows of time in which threads do items, and count them: what an item took, and whether all are there."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Callable, NamedTuple

from gilbench.experiments.sharing.measure.steps import Step
from gilbench.inside.at_once import at_once
from gilbench.inside.checking import WrongResultError


class Turn(NamedTuple):
    """What one thread did."""

    thing: Any
    begun: float  # by the clock, when all threads began
    end: float
    cpu: float  # seconds
    items: int


class Window(NamedTuple):
    """What all threads did in one setting of one repeat."""

    cpu: float  # seconds an item
    wall: float
    items: int
    lost: int


def window(step: Step, get: Callable[[], Any], threads: int, often: int, seconds: float) -> Window:
    """Return what items took in a window of time, as `worked` does them; raises WrongResultError if one is missing."""
    turns = worked(step, get, threads, often, seconds)
    return windowed(turns, lost(step, turns))


def worked(step: Step, get: Callable[[], Any], threads: int, often: int, seconds: float) -> list[Turn]:
    """Let so many threads work side by side, each with the thing that it gets; raises what the first of them raised.

    often: items between two looks at the clock; seconds: how long they work, at least.
    """

    def prepared() -> Callable[[float], Turn]:
        thing = get()
        return lambda begun: turn(step, thing, often, begun, begun + seconds)

    return at_once([prepared] * threads)


def windowed(turns: Sequence[Turn], missing: int) -> Window:
    """Return what an item took, of all that all did; `missing` of them were lost."""
    items = sum(each.items for each in turns)
    wall = max(each.end for each in turns) - turns[0].begun
    return Window(sum(each.cpu for each in turns) / items, wall / items, items, missing)


def require_all(step: Step, thing: Any, turns: Sequence[Turn]) -> None:
    """Raise WrongResultError unless every item that leaves a trace has left it in this thing."""
    if step.taken is not None:
        _require(step.taken(thing), sum(each.items for each in turns))


def _require(taken: int, items: int) -> None:
    if taken != items:
        raise WrongResultError(f"wrong result: {taken} of {items} items are there")


def turn(step: Step, thing: Any, often: int, begun: float, deadline: float) -> Turn:
    """Do items until it is late, in the calling thread; raises WrongResultError if one read what it must not."""
    run, clock, times, items = step.run, time.perf_counter, range(often), 0
    expected = step.reads(thing)
    before = time.thread_time()
    while True:
        if run(thing, times) is not expected:
            raise WrongResultError("wrong result: what was read is not what is there")
        items += often
        now = clock()
        if now >= deadline:
            return Turn(thing, begun, now, time.thread_time() - before, items)


def lost(step: Step, turns: Sequence[Turn]) -> int:
    """Return how many items the things show no trace of; raises WrongResultError if none may be missing."""
    if step.taken is None:
        return 0
    things = {id(each.thing): each.thing for each in turns}
    items, taken = sum(each.items for each in turns), sum(map(step.taken, things.values()))
    if taken > items or not (step.loses and len(things) < len(turns)):
        _require(taken, items)
    return items - taken
