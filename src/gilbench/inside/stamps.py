"""Call one item of work inside a worker and note, as cheaply as possible, when it ran and what the thread used.

This is the only code of ours inside a timed section besides the strategy: two readings around an item of many
milliseconds.
"""

from __future__ import annotations

import os
import threading
import time
from typing import Any, Callable, NamedTuple

from gilbench.inside import jsonlines
from gilbench.inside.ledger import Reading


class Stamp(NamedTuple):
    """One item: who ran it, when (`time.perf_counter`, one clock for all processes), and what the thread had used."""

    worker: tuple[int, int]  # process and thread, or process and asyncio task
    start: float
    end: float
    before: Reading | None  # None for an asyncio task: its thread is shared
    after: Reading | None


class WorkError(RuntimeError):
    """What a workload raised, in words: the reason, and the end of its traceback.

    An error of its own might end a worker instead of reaching the caller, or come to grief on the way: pools look out
    for subclasses of Exception only, and take errors that can be pickled and that can be shown.
    """

    def __str__(self) -> str:
        """Be the reason alone."""
        return str(self.args[0])


def stamped(
    read: Callable[[], Reading], function: Callable[..., Any], resource: tuple[Any, ...], size: Any
) -> tuple[Any, Stamp]:
    """Run one item; return its result and its stamp, with what `read` says around it; raises WorkError."""
    pid = os.getpid()
    before = read()
    start = time.perf_counter()
    try:
        result = function(size, *resource)
    except BaseException as error:  # noqa: BLE001  whatever it is, it must reach the caller
        failed = _in_words(error)
    else:
        end = time.perf_counter()
        return result, Stamp((pid, threading.get_ident()), start, end, before, read())
    finally:
        if os.getpid() != pid:
            _end_escaped_child()
    raise failed  # here, where it has no context: that would travel with it


async def stamped_async(function: Callable[..., Any], resource: tuple[Any, ...], size: Any) -> tuple[Any, Stamp]:
    """Run one item of an async twin; what its thread uses belongs to the event loop, not to one item.

    Raises WorkError, but for what ends a coroutine from outside.
    """
    from asyncio import CancelledError, current_task  # noqa: PLC0415  processes without an event loop are spared its import

    start = time.perf_counter()
    try:
        result = await function(size, *resource)
    except (CancelledError, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001  whatever it is, it must reach the caller
        failed = _in_words(error)
    else:
        end = time.perf_counter()
        return result, Stamp((os.getpid(), id(current_task())), start, end, None, None)
    raise failed


def _in_words(error: BaseException) -> WorkError:
    from gilbench.inside import relative, telling  # noqa: PLC0415  work that goes well is spared their import

    metrics = os.environ.get(jsonlines.METRICS_VARIABLE)
    if metrics is not None:  # before its text is asked for: that need not end
        jsonlines.append(metrics, {"raised": telling.kind_of(error)})
    if isinstance(error, SystemExit):
        return WorkError(f"the workload called {telling.exited(error)}", "")
    return WorkError(relative.reason(error), telling.traced(error))


def _end_escaped_child() -> None:
    """End a child that the workload forked and that came back as if it were the worker, and fail the trial."""
    reason = "the workload forked and its child came back: end children with os._exit(), or use subprocess"
    try:
        jsonlines.append(os.environ[jsonlines.METRICS_VARIABLE], {"failed": reason})
    finally:  # the work may have emptied its environment
        os._exit(1)
