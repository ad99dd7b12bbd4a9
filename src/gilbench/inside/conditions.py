"""The conditions that work is measured under, as far as the work itself can change them."""

from __future__ import annotations

import sys
from typing import Any

from gilbench.inside import state
from gilbench.inside.schema import Conditions


def conditions(default_start_method: str) -> Conditions:
    """Return what holds right now in this process; the CPUs are those of the calling thread.

    `default_start_method` is what this interpreter uses where nobody has set another.
    """
    return Conditions(
        switch_interval=state.switch_interval(),
        affinity=state.affinity(),
        recursion_limit=sys.getrecursionlimit(),
        start_method=_start_method() or default_start_method,
    )


def _start_method() -> str | None:
    """Return the start method that somebody has set, without settling it: asking plainly would keep the work from it.

    Where multiprocessing was not imported nobody has, and threads are spared its import.
    """
    used: Any = sys.modules.get("multiprocessing")
    return None if used is None else used.get_start_method(allow_none=True)
