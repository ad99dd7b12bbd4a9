"""Has work threads of its own? The rule, for all who read the CPU time of a process and of the thread that calls it."""

from __future__ import annotations

LEAST_SHARE = 0.2  # of the calling thread's CPU time: helpers that use less leave what is said of it about as it is
LEAST_SECONDS = 0.02  # above one tick (15.6 ms) of the coarsest clock of CPU time, that of Windows


def exceeds(process: float, thread: float) -> bool:
    """Return whether CPU seconds of a process are more than those of a part of it by more than could be an error."""
    return process - thread > max(LEAST_SHARE * thread, LEAST_SECONDS)


def busy(process: float, thread: float, wall: float) -> float | None:
    """Return how many CPUs work kept busy that one thread called, if it has threads of its own; else None.

    process, thread: CPU seconds of the whole process and of the calling thread in `wall` seconds.
    """
    return process / wall if wall > 0 and exceeds(process, thread) else None
