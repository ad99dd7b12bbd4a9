"""Have neighbours beside what is measured: all at work before it begins, and none left after it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Callable

from gilbench.inside.neighbours.kinds import NeighbourError
from gilbench.inside.neighbours.places import STARTED, Neighbour

PATIENCE = 30.0  # seconds for all to begin
_NAP = 0.002  # seconds between two looks at whether all have

Speed = Callable[[], "float | None"]


@contextmanager
def beside(kind: str, place: str, count: int) -> Iterator[Speed]:
    """Have so many neighbours of a kind (see `of_name`), each in a "thread", "process" or "interpreter", and end them.

    All have done a unit before it yields, and are still at work when it is left. What it yields tells how many units a
    second they have done together since it was asked before, or since all were at work; None if one of them has not
    done any since. Raises NeighbourError if one does not begin, goes wrong, stops or does not end.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="gilbench-neighbours-"))
        neighbours: list[Neighbour] = []
        stack.callback(_end, neighbours)
        for number in range(count):
            neighbours.append(STARTED[place](kind, os.path.join(folder, str(number))))  # noqa: PERF401  each ends, also if the next cannot be
        _wait_for_work(neighbours)
        yield _speed(neighbours)
        for each in neighbours:
            each.require_at_work()


def _wait_for_work(neighbours: Sequence[Neighbour]) -> None:
    """Return when each has done a unit; raises NeighbourError if one ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    waiting = list(neighbours)
    while waiting:
        for each in waiting:
            each.require_at_work()
        if time.monotonic() > deadline:
            raise NeighbourError(f"a neighbour did nothing within {PATIENCE:g} s")
        time.sleep(_NAP)
        waiting = [each for each in waiting if not each.board.done()[0]]


def _speed(neighbours: Sequence[Neighbour]) -> Speed:
    before = [each.board.done() for each in neighbours]

    def speed() -> float | None:
        now = [each.board.done() for each in neighbours]
        spans = [(units - less, end - begin) for (units, end), (less, begin) in zip(now, before)]
        before[:] = now
        if not spans or not all(units for units, _ in spans):
            return None
        return sum(units / seconds for units, seconds in spans)

    return speed


def _end(neighbours: Sequence[Neighbour]) -> None:
    """Tell all to end and wait for all of them; raises NeighbourError if one does not, or went wrong."""
    with ExitStack() as stack:
        for each in neighbours:
            stack.callback(each.join)
        for each in neighbours:
            each.board.end()
