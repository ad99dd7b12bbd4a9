"""What one cycle says. Pure: numbers in, numbers out.

Only cycles are counted in which a watched thread is known to have run up to the moment of waking, so that other
programs' load, which stops the threads at any moment, does not take part. docs/held-share.md says why each rule.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from gilbench.target.held.recording import SHORTEST, Cycle

LATE = 3e-5  # seconds from the end of a pause until the sleeper runs, if no cycle tells
TOLERANCE = 5e-5  # seconds that a thread may lack and still have run throughout
GAP = 1e-4  # seconds not running: long enough to be no noise of the clocks


class Count(NamedTuple):
    """What a cycle adds to the sums. Times in seconds of a thread that runs."""

    free: int = 0  # wakings that found the GIL free
    held: int = 0  # wakings that found it held
    wait: float = 0.0  # held, from the waking on
    blind: float = 0.0  # free, after the waking, when no waking could fall
    blocked: float = 0.0  # held by a thread that was itself blocked, not running: outside the CPU share
    delayed: bool = False  # nothing counted: the sleeper itself waited for a CPU


def lateness(cycles: list[Cycle]) -> float:
    """Return the median time from the end of a pause until the sleeper runs, in seconds."""
    late = [cycle.took - cycle.pause - cycle.delay for cycle in cycles if not cycle.waited()]
    return max(0.0, median(late)) if late else LATE


def count(cycle: Cycle, late: float, interval: float) -> Count:
    """Return what one cycle adds; nothing if the threads are not known to have run up to the waking.

    late: as `lateness` returns it. interval: seconds after which a waiting thread is let in by force.
    """
    if cycle.delay > GAP:
        return Count(delayed=True)
    asleep = min(cycle.took, cycle.pause + late)
    gap = max(0.0, cycle.took + cycle.lead - cycle.cpu)
    off = max(0.0, gap - cycle.ready - TOLERANCE / 2)  # not running although nobody took the CPU: blocked
    if off < GAP:
        off = 0.0
    blind = _blind(cycle, asleep, late, interval)
    if not cycle.waited():
        return Count(free=1, blind=blind) if _ran_freely(cycle, asleep, off) else Count()
    return _waited(cycle, asleep, off, late, blind)


def _blind(cycle: Cycle, asleep: float, late: float, interval: float) -> float:
    """Return how long the threads ran after the waking without the GIL, when no waking could fall."""
    forced = cycle.took - asleep > 0.9 * interval  # the thread wants the GIL back at once, and runs no more without it
    stopped = abs(cycle.after_idle) > GAP
    return max(0.0, cycle.after_cpu) + (0.0 if forced or stopped else late + SHORTEST)


def _ran_freely(cycle: Cycle, asleep: float, off: float) -> bool:
    if cycle.cpu >= asleep - min(TOLERANCE, asleep / 2):
        return True
    # Blocked at first and running then, unless the next cycle says that it had stopped again.
    return off > 0 and cycle.cpu > 0 and abs(cycle.after_idle) < TOLERANCE


def _waited(cycle: Cycle, asleep: float, off: float, late: float, blind: float) -> Count:
    wait = cycle.took - asleep
    blocked = max(0.0, wait - cycle.cpu - cycle.ready)
    if off:  # blocked, then perhaps waiting for a CPU, then running, then holding
        ahead = min(off + cycle.ready, asleep)
        wait = max(0.0, wait - (off + cycle.ready - ahead))
        asleep -= ahead
    if cycle.cpu < asleep - min(TOLERANCE, asleep / 2):
        return Count(blocked=blocked if blocked > GAP else 0.0)
    # The threads used the pause and the wait; what is more than the pause is the wait, less the sleeper's own waking.
    held = max(0.0, min(cycle.cpu - asleep, wait) - late)
    return Count(held=1, wait=held, blind=blind, blocked=blocked if blocked > GAP else 0.0)
