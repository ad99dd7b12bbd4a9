"""A queue to one owner: threads send their items, and one more thread, which alone touches the thing, does them."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

from gilbench.experiments.sharing.measure.steps import Box, Step
from gilbench.experiments.sharing.measure.windows import Turn, Window, require_all, turn, windowed
from gilbench.inside.at_once import at_once

Serve = Callable[[Any, Callable[[], Any]], None]  # is given the thing, and what returns the next item, None at the end


@contextmanager
def with_owner(serve: Serve, step: Step, threads: int) -> Iterator[Callable[[int, float], Window]]:
    """Give windows of a step whose items an owner does."""
    yield lambda often, seconds: _window(serve, step, threads, often, seconds)


def appends(thing: list[None], get: Callable[[], Any]) -> None:
    """Append what was sent."""
    append = thing.append
    for _ in iter(get, None):
        append(None)


def adds(thing: tuple[Box, Any], get: Callable[[], Any]) -> None:
    """Add what was sent; no lock is needed, since nobody else writes."""
    box, _ = thing
    for increment in iter(get, None):
        box.value += increment


def _window(serve: Serve, step: Step, threads: int, often: int, seconds: float) -> Window:
    thing = step.make()
    items: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    sending = Step(step.make, _send)

    def sender() -> Callable[[float], Turn]:
        return lambda begun: _sent(sending, items, often, begun, begun + seconds)

    def owner() -> Callable[[float], Turn]:
        return lambda begun: _served(serve, thing, items, threads, begun)

    turns = at_once([*[sender] * threads, owner])
    require_all(step, thing, turns)
    return windowed(turns, 0)


def _send(items: Any, times: range) -> None:
    put = items.put
    for _ in times:
        put(1)


def _sent(sending: Step, items: Any, often: int, begun: float, deadline: float) -> Turn:
    """Send items, and then that there are no more: also on an error, or the owner waits for ever."""
    try:
        return turn(sending, items, often, begun, deadline)
    finally:
        items.put(None)


def _served(serve: Serve, thing: Any, items: Any, senders: int, begun: float) -> Turn:
    """Do what so many threads send; items are counted where they are sent."""
    before = time.thread_time()
    for _ in range(senders):
        serve(thing, items.get)
    return Turn(thing, begun, time.perf_counter(), time.thread_time() - before, 0)
