"""Workers that took turns instead of competing: whether contention was measured at all, and if not, why."""

from gilbench.analysis.frame import SideMetrics
from gilbench.analysis.nature import Nature

HARDLY_OVERLAPPED = "workers hardly overlapped"
WAITED_FOR_LAST = "workers waited for the last of items that differ"
KEPT_APART = "workers hardly overlapped, as no CPU was free for them"
LEAST_OVERLAP = 0.5  # below this the workers took turns, and contention was never measured
_WAITED = 0.1  # share of the workers' time
WORTH_SAYING = 0.1  # share of a crew's time in which workers had no item left


def waited_for_last(idle: float | None) -> bool:
    """Return whether workers waited for the last of items that differ for a share of their time worth saying."""
    return idle is not None and idle >= WORTH_SAYING


def took_turns(workers: int, side: SideMetrics, does: Nature, usable_cpus: int, idle: float | None = None) -> str:
    """Return the doubt that workers deserve which were seldom all in an item at once; empty if they deserve none.

    Where they waited for a CPU, more work would not make them overlap: other programs kept them apart. More workers
    than CPUs keep each other apart, by competing for what there is: that is no doubt. Where items differ, `idle`
    is the share of their time in which those who had none left waited for the last.
    """
    if workers == 1 or side.overlap is None or side.overlap >= LEAST_OVERLAP:
        return ""
    if waited_for_last(idle):
        return WAITED_FOR_LAST
    if workers > usable_cpus and _competed(side, does):
        return ""
    return KEPT_APART if side.ready is not None and side.ready >= _WAITED else HARDLY_OVERLAPPED


def _competed(side: SideMetrics, does: Nature) -> bool:
    """Return whether more workers than CPUs waited for one, or for the GIL, or may have as far as anybody knows.

    Work that waits is blocked by itself: of it, only the time ready tells.
    """
    if does == "computes":
        return side.running is None or 1 - side.running >= _WAITED
    return side.ready is None or side.ready >= _WAITED
