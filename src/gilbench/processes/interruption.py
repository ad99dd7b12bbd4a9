"""Ctrl-C, SIGTERM and SIGHUP, each of which ends what is done: for certain, once, and never in the midst of tidying up.

The exception that they raise may be lost in an extension module: msgspec drops what is raised while it looks at a type
for the first time, and a run then went on as if nothing had happened. So they are noted besides.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from gilbench.errors import Exit

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
TIDYING = 3.0  # seconds in which no second exception is raised, so that what unwinds can put things away
TWICE = 0.5  # seconds: a terminal and a wrapper (`uv run`, `timeout`) both pass on what was pressed once


class _State:
    def __init__(self) -> None:
        self.noted = False
        self.holding = 0  # blocks that are not to be interrupted, one in another
        self.raised = -TIDYING  # when, on the monotonic clock
        self.quiet = TIDYING  # seconds after it in which none is raised


_STATE = _State()  # a process has one Ctrl-C


def end_at_once() -> None:
    """End the process on a signal, from here on: while it starts there is nothing to put away, and nothing to lose."""
    for number in SIGNALS:
        if _is_ours(number):
            signal.signal(number, _leave)


def ignore() -> None:
    """Ignore the signals from here on: while Python shuts down, they could only change a code that is known."""
    for number in SIGNALS:
        if _is_ours(number):
            signal.signal(number, signal.SIG_IGN)
    # After a KeyboardInterrupt that passed through an exec of text, as that of every dataclass, CPython 3.13 and before
    # ends `python -m` by SIGINT, whatever the code is, and however well it was caught. Another exec makes it forget.
    exec("")  # noqa: S102


@contextmanager
def noted() -> Iterator[None]:
    """Note a signal besides raising KeyboardInterrupt; one that is ignored or somebody else's business stays so."""
    main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in SIGNALS if main and _is_ours(number)}
    hook = sys.unraisablehook
    if main:
        vars(_STATE).update(vars(_State()))
        sys.unraisablehook = _unraisable
    for number in before:
        signal.signal(number, _note)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if main:
            sys.unraisablehook = hook
            vars(_STATE).update(vars(_State()))


def was_noted() -> bool:
    """Whether there was a signal that nobody has answered."""
    return _STATE.noted


def answered() -> None:
    """Say that what was asked for is done, as by a report of what was measured: the next signal ends that too."""
    _STATE.noted = False
    _STATE.quiet = TWICE


def require_none() -> None:
    """Raise KeyboardInterrupt if a signal was noted: before a step that should not be begun after it."""
    if _STATE.noted:
        _raise()


@contextmanager
def held() -> Iterator[None]:
    """Do what must not be interrupted half way: a signal raises KeyboardInterrupt when it is done."""
    before = _STATE.noted
    _STATE.holding += 1
    try:
        yield
    finally:
        _STATE.holding -= 1
    if not before and not _STATE.holding:
        require_none()


@contextmanager
def heard() -> Iterator[None]:
    """Do something long inside of `held`, which a signal interrupts."""
    holding, _STATE.holding = _STATE.holding, 0
    try:
        require_none()
        yield
    finally:
        _STATE.holding = holding


def _is_ours(number: int) -> bool:
    """Whether a signal does what Python or the system does by default, or what was said here."""
    return signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler, _leave, _note)


def _note(_: int, __: FrameType | None) -> None:
    _STATE.noted = True
    if not _STATE.holding and time.monotonic() - _STATE.raised > _STATE.quiet:
        _raise()


def _raise() -> None:
    _STATE.raised, _STATE.quiet = time.monotonic(), TIDYING
    raise KeyboardInterrupt


def _leave(_: int, __: FrameType | None) -> None:
    with suppress(OSError):
        os.write(2, b"gilbench: interrupted\n")
    os._exit(Exit.INTERRUPTED)


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    """Say nothing of a KeyboardInterrupt that fell into a callback: it is noted."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
