"""Who waits for whom."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from gilbench.experiments.deadlock.measure.philosophers import HOLDS, PHASES, STEP
from gilbench.experiments.deadlock.records import PATIENCE

POLL = 0.001  # seconds
STUCK = 10.0  # seconds without a step of anybody after which something else is wrong


class StuckError(RuntimeError):
    """Nobody got any further, and nobody waited for whom that would explain."""


def circle_of(steps: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return philosophers each of whom waits for a lock that the next one holds, by their places; empty without any.

    `pairs` are the numbers of the locks that each takes, the first one first. Whoever holds a lock and waits for none
    will put it down again: it is in no circle.
    """
    waiting = [place for place, step in enumerate(steps) if step >= 0 and step % PHASES == HOLDS]
    holder = {pairs[place][0]: place for place in waiting}
    behind = {place: holder.get(pairs[place][1]) for place in waiting}
    for start in waiting:
        found: list[int] = []
        at: int | None = start
        while at is not None and at not in found:
            found.append(at)
            at = behind[at]
        if at == start:
            return found
    return []


class Watch:
    """Looks at the notes until it knows of a deadlock: everybody in a circle is at the same step as PATIENCE before.

    A step only ever grows. So all in the circle were at theirs at the same time, each with the lock that another waits
    for, and none of them can go on. In the patience everybody else could.
    """

    def __init__(self, notes: Sequence[Any], pairs: Sequence[tuple[int, int]]) -> None:
        self._notes = notes
        self._pairs = pairs
        self._steps: list[int] = []
        self._moved = time.perf_counter()
        self._circle: tuple[list[int], list[int]] = ([], [])  # with the steps of those in it
        self._since = self._moved

    def look(self) -> list[int]:
        """Return the circle of a deadlock; empty if there is none, or none for long enough.

        Raises StuckError if nobody has moved for very long without one.
        """
        steps, now = [note[STEP] for note in self._notes], time.perf_counter()
        if steps != self._steps:
            self._steps, self._moved = steps, now
        elif now - self._moved > STUCK:
            raise StuckError(f"nobody got any further for {STUCK:g} s, at steps {steps}")
        circle = circle_of(steps, self._pairs)
        seen = circle, [steps[place] for place in circle]
        if seen != self._circle:
            self._circle, self._since = seen, now
        return circle if circle and now - self._since >= PATIENCE else []
