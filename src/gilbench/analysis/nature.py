"""Whether work computes or waits: as it is declared, and where nobody says, as the time of serial code shows.

Work of unknown kind has to be told from what it did: the share of its time that serial code spent on a CPU. Time in
which it could have run but no CPU was free is left out, since that is the machine's doing.
"""

from typing import Literal

from gilbench.analysis.frame import SideMetrics
from gilbench.inside.registry import UNKNOWN

Nature = Literal["computes", "waits", "both"]

COMPUTES = 0.95  # share of serial code's time on a CPU: what it waits for then is less than what is called a difference
WAITS = 0.1  # share up to which it does nothing but wait, as far as threads can tell

_DECLARED: dict[str, Nature] = {"cpu": "computes", "io": "waits"}


def nature(kind: str, busy: float | None) -> Nature:
    """Return what work does, from its kind and the share of serial code's time on a CPU; None where nobody knows it.

    Work of unknown kind counts as doing both unless the share is clear.
    """
    if kind != UNKNOWN or busy is None:
        return _DECLARED.get(kind, "both")
    if busy >= COMPUTES:
        return "computes"
    return "waits" if busy <= WAITS else "both"


def busy_share(serial: SideMetrics, own_threads: float | None) -> float | None:
    """Return the share of its time that serial code was on a CPU, 0 to 1; None where no ledger was read.

    `own_threads` is how many CPUs threads of the work's own keep busy, where it has some: then one of them speaks.
    """
    if own_threads is not None:
        return min(1.0, own_threads)
    if serial.running is None:
        return None
    wanted = 1 - (serial.ready or 0.0)
    return min(1.0, serial.running / wanted) if wanted > 0 else None
