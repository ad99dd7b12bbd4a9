"""The state that this interpreter is in right now, as far as it decides how threads run; cheap to import and to ask."""

from __future__ import annotations

import os
import sys


def gil_enabled() -> bool:
    """Tell whether the GIL is on right now; true for every interpreter that cannot be asked."""
    ask = getattr(sys, "_is_gil_enabled", None)
    return True if ask is None else bool(ask())


def jit_state() -> str:
    """Return "absent", "off" or "on"."""
    if sys.implementation.name == "pypy":
        return "on"
    jit = getattr(sys, "_jit", None)  # 3.14 and newer
    if jit is None or not jit.is_available():
        return "absent"
    return "on" if jit.is_enabled() else "off"


def switch_interval() -> float | None:
    """Return the switch interval in seconds; None where there is none."""
    ask = getattr(sys, "getswitchinterval", None)
    return None if ask is None else float(ask())


def affinity() -> list[int] | None:
    """Return the CPUs that this process may use; None where the platform cannot tell."""
    ask = getattr(os, "sched_getaffinity", None)
    return None if ask is None else sorted(ask(0))
