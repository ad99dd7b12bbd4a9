"""Whether this process has a GIL, and whether it should."""

from __future__ import annotations

import sys
import sysconfig


def gil_is_on() -> bool:
    """Tell whether the GIL is on right now; true for every interpreter that cannot be asked."""
    ask = getattr(sys, "_is_gil_enabled", None)
    return True if ask is None else bool(ask())


def gil_came_back() -> bool:
    """Tell whether a free-threaded build has its GIL on, as some extension modules make it do."""
    return gil_is_on() and bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


def switch_interval() -> float:
    """Return the seconds after which a thread that runs Python code lets a waiting one in; 0 where there is no such."""
    ask = getattr(sys, "getswitchinterval", None)
    return 0.0 if ask is None else float(ask())
