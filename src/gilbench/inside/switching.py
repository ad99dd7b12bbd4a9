"""The switch interval of this interpreter, for a while."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class SwitchIntervalError(RuntimeError):
    """The interpreter did not take the switch interval that it was given, or did not keep it."""


@contextmanager
def switching(interval: float) -> Iterator[None]:
    """Have this switch interval, in seconds, for a while, and then the one from before; raises SwitchIntervalError."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(interval)
    try:
        _require(interval)
        yield
        _require(interval)
    finally:
        sys.setswitchinterval(before)


def _require(interval: float) -> None:
    found = sys.getswitchinterval()
    if not math.isclose(found, interval, rel_tol=0.01):
        raise SwitchIntervalError(f"the switch interval is {found:g} s although it was set to {interval:g} s")
