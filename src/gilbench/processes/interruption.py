"""Ctrl-C for certain: the exception that it raises may be lost in an extension module.

msgspec drops what is raised while it looks at a type for the first time; a run then went on as if nothing had happened.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _Noted:
    def __init__(self) -> None:
        self.pressed = False


_NOTED = _Noted()  # a process has one Ctrl-C


def _note(number: int, frame: FrameType | None) -> None:
    _NOTED.pressed = True
    signal.default_int_handler(number, frame)


@contextmanager
def noted() -> Iterator[None]:
    """Note Ctrl-C besides raising KeyboardInterrupt; where it is ignored, or somebody else's business, it stays so."""
    ours = threading.current_thread() is threading.main_thread()
    ours = ours and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, _note)
    try:
        yield
    finally:
        _NOTED.pressed = False
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def require_none() -> None:
    """Raise KeyboardInterrupt if Ctrl-C was noted: before a step that should not be begun after it."""
    if _NOTED.pressed:
        raise KeyboardInterrupt
