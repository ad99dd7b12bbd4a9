"""The conditions that work is measured under, as far as the work itself can change them."""

from __future__ import annotations

import multiprocessing
import sys

from gilbench.inside import state
from gilbench.inside.schema import Conditions


def conditions() -> Conditions:
    """Return what holds right now in this process; the CPUs are those of the calling thread."""
    return Conditions(
        switch_interval=state.switch_interval(),
        affinity=state.affinity(),
        recursion_limit=sys.getrecursionlimit(),
        start_method=_default_start_method(),
    )


def _default_start_method() -> str:
    """Return the default start method without settling it: asking plainly would keep the work from ever setting it."""
    return multiprocessing.get_start_method(allow_none=True) or multiprocessing.get_all_start_methods()[0]
