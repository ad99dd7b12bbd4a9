"""What one cycle says. Pure: numbers in, numbers out.

Only cycles are counted in which a watched thread is known to have run up to the moment of waking, so that other
programs' load, which stops the threads at any moment, does not take part. docs/held-share.md says why each rule.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from gilbench.inside.held.recording import SHORTEST, Cycle

LATE = 3e-5  # seconds from the end of a pause until the sleeper runs, if too few cycles tell
ENOUGH = 16  # cycles without a wait; of fewer, those in which something else came between decide
TOLERANCE = 5e-5  # seconds that a thread may lack and still have run throughout
GAP = 1e-4  # seconds not running: long enough to be no noise of the clocks
FORCED = 0.9  # of the switch interval: whoever waited that long made the thread let go
SILENT = 5e-6  # seconds of CPU time: less than it takes to run Python


class Count(NamedTuple):
    """What a cycle adds to the sums. Times in seconds."""

    free: int = 0  # wakings that found a thread running and the GIL free
    held: float = 0.0  # wakings that found a thread running and the GIL held; a fraction if that is only likely
    wait: float = 0.0  # held by a thread that runs, from the waking on
    blind: float = 0.0  # running without the GIL, after the waking, when no waking could fall
    blocked: int = 0  # wakings that found all threads blocked and the GIL free
    unseen: float = 0.0  # blocked when no waking could fall: just after one, or while the sleeper waited for a CPU
    held_blocked: float = 0.0  # held by a thread that was itself blocked
    delayed: bool = False  # nothing counted: the sleeper itself waited for a CPU


def lateness(cycles: list[Cycle]) -> float:
    """Return the median time from the end of a pause until the sleeper runs, in seconds."""
    late = [cycle.took - cycle.pause - cycle.delay for cycle in cycles if not cycle.waited()]
    return max(0.0, median(late)) if len(late) >= ENOUGH else LATE


def blocked_times(cycles: list[Cycle]) -> list[float]:
    """Return how long, in each cycle, the threads neither ran nor waited for a CPU; in seconds, 0 if not clearly so.

    The kernel adds the time a thread waited for a CPU to its account when it gets one, which may be cycles later: so
    what does not fit into a cycle belongs to the ones before.
    """
    times = [0.0] * len(cycles)
    ready = 0.0
    for place in range(len(cycles) - 1, -1, -1):
        cycle = cycles[place]
        ready += cycle.ready
        idle = max(0.0, cycle.took + cycle.lead - cycle.cpu)
        waiting = min(ready, idle)
        ready -= waiting
        blocked = idle - waiting - TOLERANCE / 2
        silent = waiting == 0 and cycle.cpu < SILENT
        times[place] = blocked if blocked >= GAP or (silent and blocked > 0) else 0.0
    return times


def counts(cycles: list[Cycle], interval: float) -> list[Count]:
    """Return what each cycle adds. interval: seconds after which a waiting thread is let in by force."""
    late = lateness(cycles)
    blocked = blocked_times(cycles)
    return [count(cycle, late, interval, now, then) for cycle, now, then in zip(cycles, blocked, [*blocked[1:], 0.0])]


def count(cycle: Cycle, late: float, interval: float, blocked: float, blocked_next: float) -> Count:
    """Return what one cycle adds, of which is known how long the threads were blocked in it and in the next one."""
    if cycle.delay > GAP and not _held_meanwhile(cycle, interval, blocked, blocked_next):
        # It let go of the GIL to be blocked, or was made to let go and waited for the sleeper: the next cycle tells.
        unseen = min(cycle.delay, blocked) if cycle.waited() and blocked_next else 0.0
        return Count(delayed=True, unseen=unseen)
    asleep = min(cycle.took, cycle.pause + late)
    blind = _blind(cycle, asleep, late, interval, blocked_next)
    if cycle.waited():
        return _waited(cycle, asleep, late, blind, blocked)
    if _ran_freely(cycle, asleep, blocked, blocked_next):
        return Count(free=1, blind=blind)
    stays = blocked_next > 0 or (cycle.ready < GAP and cycle.cpu < TOLERANCE)
    return Count(blocked=1, unseen=late + SHORTEST) if blocked > 0 and stays else Count()


def _held_meanwhile(cycle: Cycle, interval: float, blocked: float, blocked_next: float) -> bool:
    """Return whether the sleeper lacked a CPU while a thread held the GIL, not after that thread had let it go.

    A sleeper often wakes on the CPU of the thread that runs, and waits for a slice of it, on an idle machine too. That
    thread ran on all the time, and then either was made to let go, or stopped when it did.
    """
    if not cycle.waited() or blocked > cycle.pause + TOLERANCE:
        return False
    throughout = cycle.cpu + blocked >= cycle.took - 2 * GAP
    forced = cycle.took - cycle.pause - cycle.delay > FORCED * interval
    return throughout and (forced or blocked_next > 0)


def _blind(cycle: Cycle, asleep: float, late: float, interval: float, blocked_next: float) -> float:
    """Return how long the threads ran after the waking without the GIL, when no waking could fall."""
    forced = (
        cycle.took - asleep > FORCED * interval
    )  # the thread wants the GIL back at once, and runs no more without it
    stopped = blocked_next > 0
    return max(0.0, cycle.after_cpu) + (0.0 if forced or stopped else late + SHORTEST)


def _ran_freely(cycle: Cycle, asleep: float, blocked: float, blocked_next: float) -> bool:
    if cycle.cpu >= asleep - min(TOLERANCE, asleep / 2):
        return True
    return blocked > 0 and cycle.cpu > TOLERANCE and not blocked_next  # blocked at first, and running then


def _waited(cycle: Cycle, asleep: float, late: float, blind: float, blocked: float) -> Count:
    wait = cycle.took - asleep
    idle = max(0.0, wait - cycle.cpu - cycle.ready)
    held_blocked = idle if idle > GAP else 0.0
    running = 1.0
    if blocked:  # blocked, then perhaps waiting for a CPU, then running, then holding
        off = blocked + cycle.ready
        ahead = min(off, asleep)
        wait = max(0.0, wait - (off - ahead))
        asleep -= ahead
        if cycle.ready > GAP:  # it may have lost its CPU while holding the GIL, and been found in that state
            running = cycle.cpu / (cycle.cpu + cycle.ready)
    if cycle.cpu < asleep - min(TOLERANCE, asleep / 2):
        return Count(held_blocked=held_blocked)
    # The threads used the pause and the wait; what is more than the pause is the wait, less the sleeper's own waking.
    held = max(0.0, min(cycle.cpu - asleep, wait) - late)
    return Count(held=running, wait=held, blind=blind, held_blocked=held_blocked)
