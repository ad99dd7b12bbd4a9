"""Workers that took turns instead of competing: whether contention was measured at all, and if not, why."""

from gilbench.analysis.frame import SideMetrics
from gilbench.analysis.nature import Nature

HARDLY_OVERLAPPED = "workers hardly overlapped"
KEPT_APART = "workers hardly overlapped, as no CPU was free for them"
LEAST_OVERLAP = 0.5  # below this the workers took turns, and contention was never measured
_WAITED = 0.1  # share of the workers' time


def took_turns(workers: int, side: SideMetrics, does: Nature, usable_cpus: int) -> str:
    """Return the doubt that workers deserve which were seldom all in an item at once; empty if they deserve none.

    Where they waited for a CPU, more work would not make them overlap: other programs kept them apart. More workers
    than CPUs keep each other apart, by competing for what there is: that is no doubt.
    """
    if workers == 1 or side.overlap is None or side.overlap >= LEAST_OVERLAP:
        return ""
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
