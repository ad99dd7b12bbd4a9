"""Threads or processes, with what they share: locks, notes and the way to start them."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import Any, Callable, NamedTuple

from gilbench.experiments.deadlock.records import PROCESSES, THREADS

_BYTES = 8  # of a number
_PATIENCE = 1.0  # seconds


class Kind(NamedTuple):
    """What a dinner is made of."""

    lock: Callable[[], Any]
    semaphore: Callable[[int], AbstractContextManager[Any]]
    event: Callable[[], Any]
    numbers: Callable[[int], Any]  # so many whole numbers, 0 at first, for those that eat and for who watches them
    start: Callable[[Callable[[], None]], Any]  # in one more thread or process, which can be joined
    end: Callable[[Any], None]  # whatever it does, where that is possible


def threads() -> Kind:
    """Return threads, and the locks of `threading`."""
    return Kind(threading.Lock, threading.Semaphore, threading.Event, lambda size: [0] * size, _thread, _join)


def processes() -> Kind:
    """Return forked processes, and the locks of `multiprocessing`; raises ValueError where nothing can be forked."""
    import multiprocessing  # noqa: PLC0415  threads are spared its import

    context = multiprocessing.get_context("fork")

    def start(work: Callable[[], None]) -> Any:
        process = context.Process(target=work, daemon=True)
        process.start()
        return process

    return Kind(context.Lock, context.Semaphore, context.Event, _mapped, start, _kill)


KINDS = {THREADS: threads, PROCESSES: processes}


def _thread(work: Callable[[], None]) -> Any:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def _join(thread: Any) -> None:
    thread.join(_PATIENCE)  # it ends with its dinner; one that cannot is a daemon, and ends with the trial that fails


def _kill(process: Any) -> None:
    process.kill()
    process.join()
    process.close()


def _mapped(size: int) -> Any:
    import mmap  # noqa: PLC0415  as above

    return memoryview(mmap.mmap(-1, _BYTES * size)).cast("q")
