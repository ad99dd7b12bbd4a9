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


class WorkloadExitError(RuntimeError):
    """A workload called `sys.exit()`, which a worker must not take literally."""


def stamped(
    read: Callable[[], Reading], function: Callable[..., Any], resource: tuple[Any, ...], size: Any
) -> tuple[Any, Stamp]:
    """Run one item; return its result and its stamp, with what `read` says around it."""
    pid = os.getpid()
    before = read()
    start = time.perf_counter()
    try:
        result = function(size, *resource)
    except SystemExit as error:
        raise WorkloadExitError(f"the workload called sys.exit({error.code!r})") from error
    finally:
        if os.getpid() != pid:
            _end_escaped_child()
    end = time.perf_counter()
    return result, Stamp((pid, threading.get_ident()), start, end, before, read())


async def stamped_async(function: Callable[..., Any], resource: tuple[Any, ...], size: Any) -> tuple[Any, Stamp]:
    """Run one item of an async twin; what its thread uses belongs to the event loop, not to one item."""
    from asyncio import current_task  # noqa: PLC0415  processes without an event loop are spared its import

    start = time.perf_counter()
    result = await function(size, *resource)
    end = time.perf_counter()
    return result, Stamp((os.getpid(), id(current_task())), start, end, None, None)


def _end_escaped_child() -> None:
    """End a child that the workload forked and that came back as if it were the worker, and fail the trial."""
    reason = "the workload forked and its child came back: end children with os._exit(), or use subprocess"
    jsonlines.append(os.environ[jsonlines.METRICS_VARIABLE], {"failed": reason})
    os._exit(1)
