"""Errors: what raises what, where, and what goes on after it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.pool import ThreadPool
from typing import Any, Callable

from gilbench.experiments.pool_contract.measure.check import Check, OtherwiseError, Question, asked, require
from gilbench.experiments.pool_contract.measure.patience import arrives
from gilbench.experiments.pool_contract.measure.work import BAD, Gate, RefusedError, double, leave, picky, refuse
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

ONE = Question("errors", "What a call raises is raised where its result is asked for")
MAPPED = Question("errors", "What an element raises is raised by map()")
IN_PLACE = Question("errors", "An iterator raises an error in the place of its element")
GOES_ON = Question("errors", "After an error the iterator goes on with the other elements")
CHUNKED = Question("errors", "After an error in a chunk imap() goes on with the other elements")
TOLD = Question("errors", "One can have the exception without its being raised")
EARLY = Question("errors", "successful() is refused before the call is done")
EXITS = Question("errors", "SystemExit in a call is raised where its result is asked for")
SURVIVES = Question("errors", "The pool still works after SystemExit in a call")
CALLBACK = Question("errors", "A callback that raises leaves the other results alone")


def raises(kind: type[BaseException], get: Callable[..., Any], *arguments: Any) -> None:
    """Raise OtherwiseError unless a call raises this kind of error."""
    try:
        got = get(*arguments)
    except kind:
        return
    raise OtherwiseError(f"it gives {got!r}")


@_of_thread_pool(ONE, "AsyncResult.get", "an exception of the call is reraised")
def _() -> None:
    with ThreadPool(1) as pool:
        raises(RefusedError, arrives, pool.apply_async(refuse).get, "get()")


@_of_executor(ONE, "Future.result", "an exception of the call is raised")
def _() -> None:
    with ThreadPoolExecutor(1) as pool:
        raises(RefusedError, arrives, pool.submit(refuse).result, "result()")


@_of_thread_pool(MAPPED, "AsyncResult.get", "an exception of the call is reraised")
def _() -> None:
    with ThreadPool(1) as pool:
        raises(RefusedError, pool.map, picky, range(3))


@_of_executor(MAPPED, "Executor.map", "an exception of a call is raised when its value is retrieved")
def _() -> None:
    with ThreadPoolExecutor(1) as pool:
        raises(RefusedError, list, pool.map(picky, range(3)))


@_of_thread_pool(IN_PLACE)
def _() -> None:
    with ThreadPool(2) as pool:
        found = pool.imap(picky, range(3))
        require(arrives(found.next, "next()") == 0, "the result before it is another")
        raises(RefusedError, arrives, found.next, "next()")


@_of_executor(IN_PLACE, "Executor.map", "an exception of a call is raised when its value is retrieved")
def _() -> None:
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(picky, range(3))
        require(next(found) == 0, "the result before it is another")
        raises(RefusedError, next, found)


def _goes_on(following: Callable[[], object]) -> None:
    """Require that there is a result after the first error."""
    found: Iterator[object] = iter(lambda: _or_error(following), StopIteration)
    require(RefusedError in found, "there is no error")
    require(list(found), "the iterator ends: results after the error cannot be had")


def _or_error(following: Callable[[], object]) -> object:
    """Return the next result, the kind of error that was raised in its place, or StopIteration at the end."""
    try:
        return following()
    except (RefusedError, StopIteration) as error:
        return type(error)


@_of_thread_pool(GOES_ON)
def _() -> None:
    with ThreadPool(1) as pool:
        found = pool.imap(picky, range(4))
        _goes_on(lambda: arrives(found.next, "next()"))


@_of_executor(GOES_ON)
def _() -> None:
    with ThreadPoolExecutor(1) as pool:
        found = pool.map(picky, range(4))
        _goes_on(lambda: next(found))


@_of_thread_pool(CHUNKED)
def _() -> None:
    with ThreadPool(1) as pool:
        found = iter(pool.imap(picky, range(BAD, 5), 2))
        _goes_on(lambda: next(found))


@_of_thread_pool(TOLD, "Pool.apply_async", "the error_callback is called with the exception instance")
def _() -> None:
    given: Future[BaseException] = Future()
    with ThreadPool(1) as pool:
        pool.apply_async(refuse, error_callback=given.set_result)
        got = arrives(given.result, "who waits for the callback")
        require(isinstance(got, RefusedError), f"it is given {got!r}")


@_of_executor(TOLD, "Future.exception", "returns the exception raised by the call")
def _() -> None:
    with ThreadPoolExecutor(1) as pool:
        got = arrives(pool.submit(refuse).exception, "exception()")
        require(isinstance(got, RefusedError), f"it gives {got!r}")


@_of_thread_pool(EARLY, "AsyncResult.successful", "raises ValueError if the result is not ready")
def _() -> None:
    with Gate() as gate, ThreadPool(1) as pool:
        raises(ValueError, pool.apply_async(gate.passes).successful)


@_of_thread_pool(EXITS, "AsyncResult.get", "an exception of the call is reraised")
def _() -> None:
    with ThreadPool(2) as pool:
        raises(SystemExit, arrives, pool.apply_async(leave).get, "get() of a call that raised SystemExit")


@_of_executor(EXITS, "Future.result", "an exception of the call is raised")
def _() -> None:
    with ThreadPoolExecutor(2) as pool:
        raises(SystemExit, arrives, pool.submit(leave).result, "result() of a call that raised SystemExit")


@_of_thread_pool(SURVIVES, "Pool", "workers live as long as the pool")
def _() -> None:
    with ThreadPool(1) as pool:
        pool.apply_async(leave)
        arrives(pool.apply_async(double, (1,)).get, "after SystemExit in its only worker, get() of the next call")


@_of_executor(SURVIVES)
def _() -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(leave)
        arrives(pool.submit(double, 1).result, "after SystemExit in its only worker, result() of the next call")


@_of_thread_pool(CALLBACK)
def _() -> None:
    pool = ThreadPool(1)
    try:
        pool.apply_async(double, (1,), callback=refuse)
        arrives(pool.apply_async(double, (2,)).get, "after a callback that raised, get() of the next call")
    finally:
        _ended(pool)


@_of_executor(CALLBACK, "Future.add_done_callback", "an exception that it raises is logged and ignored")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        future = pool.submit(gate.passes)
        future.add_done_callback(refuse)
        gate.open()
        arrives(future.result, "result()")
        arrives(pool.submit(double, 2).result, "after a callback that raised, result() of the next call")


def _ended(pool: ThreadPool) -> None:
    """End a pool whose thread for results may be dead, of which terminate() complains when all is stopped."""
    try:
        pool.terminate()
    except AssertionError:
        pool.join()
