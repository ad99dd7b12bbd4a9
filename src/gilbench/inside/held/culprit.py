"""Who held the GIL: the thread that used most CPU time while the sleeper waited, and what it does just after.

The sleeper can only look once it has the GIL again. The thread has then left the code that held it, or has been made to
let go of it in the middle; its topmost frame is still the function that made the call, except for very short ones.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from typing import NamedTuple

from gilbench.inside.held.meters import ThreadMeter, Used


class Culprit(NamedTuple):
    """A thread, and the place it had come to."""

    thread: str  # its name
    place: str | None  # file:line function; None where the interpreter does not tell

    def __str__(self) -> str:
        return f"{self.thread} at {self.place}" if self.place else self.thread


def culprit(meters: Iterable[ThreadMeter | Used]) -> Culprit | None:
    """Return who used most CPU time between the last two readings of the meters; None if no thread of Python did."""
    meters = [meter for meter in meters if meter.used > 0]
    if not meters:
        return None
    busiest = max(meters, key=lambda meter: meter.used).native_id
    for thread in list(threading._active.values()):  # type: ignore[attr-defined]  # noqa: SLF001  enumerate() may wait
        if thread.native_id == busiest:
            return Culprit(thread.name, _place(thread.ident))
    return None


def _place(ident: int) -> str | None:
    if not getattr(sys, "_is_gil_enabled", lambda: True)():  # other threads' frames move while one looks
        return None
    frame = sys._current_frames().get(ident)  # noqa: SLF001  the documented way
    if frame is None:
        return None
    code = frame.f_code
    return f"{code.co_filename}:{frame.f_lineno} {code.co_name}"
