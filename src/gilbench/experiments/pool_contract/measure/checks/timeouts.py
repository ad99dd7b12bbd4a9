"""Timeouts."""

from __future__ import annotations

from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import TimeoutError as PoolTimeoutError
from multiprocessing.pool import ThreadPool

from gilbench.experiments.pool_contract.measure.check import Check, NotOfferedError, Question, asked, require
from gilbench.experiments.pool_contract.measure.checks.errors import raises
from gilbench.experiments.pool_contract.measure.patience import SHORT
from gilbench.experiments.pool_contract.measure.work import Gate
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

ONE = Question("timeouts", "Asking for a result with a timeout raises TimeoutError when it is over")
NEXT = Question("timeouts", "The iterator of results raises TimeoutError")
AS_DONE = Question("timeouts", "So does the iterator that gives them as they are done")
WAITING = Question("timeouts", "Waiting with a timeout comes back and raises nothing")
BUILT_IN = Question("timeouts", "Its TimeoutError is the built-in one")


@_of_thread_pool(ONE, "AsyncResult.get", "raises multiprocessing.TimeoutError after that many seconds")
def _() -> None:
    with Gate() as gate, ThreadPool(1) as pool:
        raises(PoolTimeoutError, pool.apply_async(gate.passes).get, SHORT)


@_of_executor(ONE, "Future.result", "raises TimeoutError after that many seconds")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        raises(futures.TimeoutError, pool.submit(gate.passes).result, SHORT)


@_of_thread_pool(NEXT, "Pool.imap", "next(timeout) raises multiprocessing.TimeoutError")
def _() -> None:
    with Gate() as gate, ThreadPool(1) as pool:
        raises(PoolTimeoutError, pool.imap(gate.passes, [1]).next, SHORT)


@_of_executor(NEXT, "Executor.map", "with a timeout raises TimeoutError that many seconds after map() was called")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        raises(futures.TimeoutError, next, pool.map(gate.passes, [1], timeout=SHORT))


@_of_thread_pool(AS_DONE, "Pool.imap_unordered", "the same as imap()")
def _() -> None:
    with Gate() as gate, ThreadPool(1) as pool:
        raises(PoolTimeoutError, pool.imap_unordered(gate.passes, [1]).next, SHORT)


@_of_executor(AS_DONE, "as_completed", "with a timeout raises TimeoutError that many seconds after it was called")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        raises(futures.TimeoutError, next, futures.as_completed([pool.submit(gate.passes)], SHORT))


@_of_thread_pool(WAITING, "AsyncResult.wait", "waits until the result is available or the seconds have passed")
def _() -> None:
    with Gate() as gate, ThreadPool(1) as pool:
        result = pool.apply_async(gate.passes)
        result.wait(SHORT)
        require(not result.ready(), "the result is there")


@_of_executor(WAITING, "wait", "returns what is done, and what is not when the seconds have passed")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        future = pool.submit(gate.passes)
        done, not_done = futures.wait([future], SHORT)
        require((done, not_done) == (set(), {future}), "the future counts as done")


@_of_thread_pool(BUILT_IN)
def _() -> None:
    if not issubclass(PoolTimeoutError, TimeoutError):
        raise NotOfferedError("multiprocessing.TimeoutError is another class")


@_of_executor(BUILT_IN, "TimeoutError", "an alias of the built-in one, from Python 3.11 on")
def _() -> None:
    if futures.TimeoutError is not TimeoutError:
        raise NotOfferedError("concurrent.futures.TimeoutError is another class")
