"""Call one item of work inside a worker and note, as cheaply as possible, when it ran and at what cost.

This is the only code of ours inside a timed section besides the strategy: two readings each of the wall clock, the
thread's CPU clock and its context switches, around an item of many milliseconds.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Any, Callable, NamedTuple

from gilbench.target import jsonlines

if sys.platform == "linux":
    from resource import getrusage

    _RUSAGE_THREAD = 1  # PyPy knows the number but not the name

    def switches() -> tuple[int, int] | None:
        """Return this thread's voluntary and involuntary context switches; None where the platform cannot tell."""
        usage = getrusage(_RUSAGE_THREAD)
        return usage.ru_nvcsw, usage.ru_nivcsw

else:

    def switches() -> tuple[int, int] | None:
        """Return this thread's voluntary and involuntary context switches; None where the platform cannot tell."""
        return None


class Stamp(NamedTuple):
    """One item: who ran it, when (`time.perf_counter`, one clock for all processes), and what the thread used."""

    worker: tuple[int, int]  # process and thread, or process and asyncio task
    start: float
    end: float
    cpu: float  # seconds
    before: tuple[int, int] | None  # context switches so far
    after: tuple[int, int] | None


class WorkloadExitError(RuntimeError):
    """A workload called `sys.exit()`, which a worker must not take literally."""


def stamped(function: Callable[..., Any], resource: tuple[Any, ...], size: Any) -> tuple[Any, Stamp]:
    """Run one item; return its result and its stamp."""
    pid = os.getpid()
    before = switches()
    cpu = time.thread_time()
    start = time.perf_counter()
    try:
        result = function(size, *resource)
    except SystemExit as error:
        raise WorkloadExitError(f"the workload called sys.exit({error.code!r})") from error
    finally:
        if os.getpid() != pid:
            _end_escaped_child()
    end = time.perf_counter()
    cpu = time.thread_time() - cpu
    return result, Stamp((pid, threading.get_ident()), start, end, cpu, before, switches())


async def stamped_async(function: Callable[..., Any], resource: tuple[Any, ...], size: Any) -> tuple[Any, Stamp]:
    """Run one item of an async twin; CPU time and switches belong to the event loop's thread, not to one item."""
    from asyncio import current_task  # noqa: PLC0415  processes without an event loop are spared its import

    start = time.perf_counter()
    result = await function(size, *resource)
    end = time.perf_counter()
    return result, Stamp((os.getpid(), id(current_task())), start, end, 0.0, None, None)


def _end_escaped_child() -> None:
    """End a child that the workload forked and that came back as if it were the worker, and fail the trial."""
    reason = "the workload forked and its child came back: end children with os._exit(), or use subprocess"
    jsonlines.append(os.environ[jsonlines.METRICS_VARIABLE], {"failed": reason})
    os._exit(1)
