"""Threads: which are used again, and which are left."""

from __future__ import annotations

import gc
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.pool import ThreadPool
from typing import Callable, NamedTuple

from gilbench.experiments.pool_contract.measure.check import (
    Check,
    NotOfferedError,
    OtherwiseError,
    Question,
    asked,
    require,
)
from gilbench.experiments.pool_contract.measure.patience import arrives, becomes
from gilbench.experiments.pool_contract.measure.work import double
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

CALLS = 4
IDLE = (0.005, 0.01, 0.02, 0.04, 0.08)  # seconds in which a thread that has given its result becomes idle
REUSED = Question("threads", "Threads are used again")
NONE_LEFT = Question("threads", "No thread is left when the pool was ended and waited for")
DROPPED = Question("threads", "No thread is left when the pool was dropped without being closed")
WARNED = Question("threads", "A pool that was dropped without being closed is warned of")


class _Threads:
    """The threads that were started from a moment on, as far as they are alive."""

    def __init__(self) -> None:
        self._before = set(threading.enumerate())

    @property
    def started(self) -> int:
        return len(set(threading.enumerate()) - self._before)

    def require_none(self) -> None:
        none = becomes(lambda: not self.started)
        require(none, f"{self.started} of them are alive")


@_of_thread_pool(REUSED, "Pool", "workers live as long as the pool")
def _() -> None:
    with ThreadPool(2) as pool:
        used = set(pool.map(lambda _: threading.get_ident(), range(20 * CALLS), 1))
        require(len(used) <= 2, f"{len(used)} threads for 2 workers")  # noqa: PLR2004  as many as the pool has


@_of_executor(REUSED, "ThreadPoolExecutor", "idle threads are used again before more are started")
def _() -> None:
    used: set[int] = set()
    with ThreadPoolExecutor(len(IDLE)) as pool:
        for pause in IDLE:
            thread = arrives(pool.submit(threading.get_ident).result, "result()")
            if thread in used:
                return
            used.add(thread)
            threading.Event().wait(pause)
    raise OtherwiseError(f"{len(IDLE)} calls, one after the other, start as many threads")


@_of_thread_pool(NONE_LEFT, "Pool.join", "waits for the workers to exit")
def _() -> None:
    threads = _Threads()
    pool = ThreadPool(2)
    pool.map(double, range(CALLS))
    pool.close()
    pool.join()
    threads.require_none()


@_of_executor(NONE_LEFT, "Executor.shutdown", "with wait=True returns when all resources have been freed")
def _() -> None:
    threads = _Threads()
    pool = ThreadPoolExecutor(2)
    list(pool.map(double, range(CALLS)))
    pool.shutdown()
    threads.require_none()


@_of_thread_pool(DROPPED, "Pool.terminate", "is called when the pool is garbage collected")
def _() -> None:
    _dropped(_used_thread_pool).threads.require_none()


@_of_executor(DROPPED)
def _() -> None:
    _dropped(_used_executor).threads.require_none()


@_of_thread_pool(WARNED)
def _() -> None:
    _require_warning(_dropped(_used_thread_pool))


@_of_executor(WARNED)
def _() -> None:
    _require_warning(_dropped(_used_executor))


class _Dropped(NamedTuple):
    """What became of a pool that was dropped without being closed."""

    threads: _Threads
    warned: bool


def _dropped(use: Callable[[], None]) -> _Dropped:
    """Use a pool that nobody keeps, and wait for the end of its threads: PyPy may finalise it later, in any of them."""
    threads, kinds, shown = _Threads(), [], warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        # To record warnings would keep the pool: each has what it is about.
        warnings.showwarning = lambda _, kind, *_rest: kinds.append(kind)
        try:
            use()
            for _ in range(3):  # PyPy finalises in one, and takes away what was finalised in the next
                gc.collect()
            becomes(lambda: not threads.started)
        finally:
            warnings.showwarning = shown
    return _Dropped(threads, any(issubclass(kind, ResourceWarning) for kind in kinds))


def _used_thread_pool() -> None:
    ThreadPool(1).map(double, [1])


def _used_executor() -> None:
    list(ThreadPoolExecutor(1).map(double, [1]))


def _require_warning(dropped: _Dropped) -> None:
    if not dropped.warned:
        raise NotOfferedError("there is no ResourceWarning")
