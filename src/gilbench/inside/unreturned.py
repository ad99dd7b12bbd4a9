"""Results of other processes that do not arrive: what the pools say of them, and one that would wait without end.

`multiprocessing.Pool` receives results in a thread of its own. One that cannot be unpickled ends that thread, and
whoever waits for results never hears of it.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Callable

from gilbench.inside import relative
from gilbench.inside.telling import kind_of, one_line, plain

_RECEIVES = "_handle_results"  # of multiprocessing.pool: the function of that thread
_ENDED = ("EOFError", "OSError", "ConnectionResetError", "BrokenPipeError")  # whoever sent it died on the way
_NOT_MADE = "a result cannot be unpickled where it is waited for"


def watch(lost: Callable[[BaseException, str], None]) -> None:
    """Call `lost` with the error and the reason, in the thread where it happens, when no result can come any more."""
    usual = threading.excepthook

    def ended(args: threading.ExceptHookArgs) -> None:
        usual(args)
        if args.exc_value is not None and _receives(args.exc_traceback):
            sys.stderr.flush()
            lost(args.exc_value, f"{_NOT_MADE}: {one_line(args.exc_value)}")

    threading.excepthook = ended


def reason(error: BaseException) -> str:
    """Return an error in one line; of a pool's own, what it says of a result that did not come back."""
    kind = kind_of(error)
    if kind == "MaybeEncodingError":  # its text begins with the result, which may be long
        return plain(f"a result cannot be sent back: {getattr(error, 'exc', '')}")
    if kind == "BrokenProcessPool" and (said := _why_broken(str(error.__cause__ or ""))):
        return plain(f"{_NOT_MADE}: {said}")
    return relative.reason(error)


def _why_broken(cause: str) -> str:
    """Return the last line of a traceback from receiving a result; empty for anything else that breaks a pool."""
    last = (cause.strip("\n'").splitlines() or [""])[-1]
    return last if "Traceback" in cause and not last.startswith(_ENDED) else ""


def _receives(trace: TracebackType | None) -> bool:
    while trace is not None:
        if trace.tb_frame.f_code.co_name == _RECEIVES:
            return True
        trace = trace.tb_next
    return False
