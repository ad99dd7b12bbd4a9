"""Results, their order, and how one learns of them."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import partial
from multiprocessing.pool import ThreadPool

from gilbench.experiments.pool_contract.measure.check import Check, Question, asked, require, require_method
from gilbench.experiments.pool_contract.measure.patience import LIMIT, arrives
from gilbench.experiments.pool_contract.measure.work import NUMBER, Gate, double
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

ONE = Question("results", "One call gives its result later")
ORDER = Question("results", "map() gives results in the order of the elements")
ONE_BY_ONE = Question("results", "An iterator gives results one by one, in the order of the elements")
AS_DONE = Question("results", "An iterator gives results as they are done")
ALONE = Question("results", "imap_unordered() keeps the order where there is one worker")
UNPACKED = Question("results", "Elements are unpacked as arguments: starmap()")
STATE = Question("results", "One can ask whether a call is done")
CALLBACK = Question("results", "A callback is given the result")
OF_NONE = Question("results", "A callback is given the result of an empty map_async()")
LATE = Question("results", "A callback can be attached when the result is there")


@_of_thread_pool(ONE, "Pool.apply_async", "returns an AsyncResult, whose get() returns the result when it arrives")
def _() -> None:
    with ThreadPool(1) as pool:
        got = arrives(pool.apply_async(double, (NUMBER,)).get, "get()")
        require(got == double(NUMBER), f"get() gives {got!r}")


@_of_executor(ONE, "Executor.submit", "returns a Future, whose result() returns the value returned by the call")
def _() -> None:
    with ThreadPoolExecutor(1) as pool:
        got = arrives(pool.submit(double, NUMBER).result, "result()")
        require(got == double(NUMBER), f"result() gives {got!r}")


@_of_thread_pool(ORDER, "Pool.map", "a parallel equivalent of the built-in map()")
def _() -> None:
    with Gate() as gate, ThreadPool(2) as pool:
        got = pool.map(gate.first_waits, [0, 1])
        require(got == [0, 1], f"it gives {got!r}")


@_of_executor(ORDER, "Executor.map", "similar to the built-in map()")
def _() -> None:
    with Gate() as gate, ThreadPoolExecutor(2) as pool:
        got = list(pool.map(gate.first_waits, [0, 1]))
        require(got == [0, 1], f"it gives {got!r}")


@_of_thread_pool(ONE_BY_ONE, "Pool.imap", "a lazier version of map()")
def _() -> None:
    with Gate() as gate, ThreadPool(2) as pool:
        found = pool.imap(gate.first_waits, [0, 1])
        got = [arrives(found.next, "next()") for _ in range(2)]
        require(got == [0, 1], f"it gives {got!r}")


@_of_executor(ONE_BY_ONE, "Executor.map", "similar to the built-in map()")
def _() -> None:
    with Gate() as gate, ThreadPoolExecutor(2) as pool:
        found = pool.map(gate.first_waits, [0, 1])
        got = [next(found), next(found)]
        require(got == [0, 1], f"it gives {got!r}")


@_of_thread_pool(AS_DONE)
def _() -> None:
    with Gate() as gate, ThreadPool(2) as pool:
        found = pool.imap_unordered(lambda number: number or gate.passes(number), [0, 1])
        got = arrives(found.next, "next()")
        require(got == 1, "a result waits for one that is not done")


@_of_executor(AS_DONE, "as_completed", "yields futures as they complete")
def _() -> None:
    with ThreadPoolExecutor(2) as pool, Gate() as gate:
        held, quick = pool.submit(gate.passes), pool.submit(double, 1)
        first = next(as_completed([held, quick], LIMIT))
        require(first is quick, "a future waits for one that is not done")


@_of_thread_pool(ALONE, "Pool.imap_unordered", "the order is guaranteed where there is only one worker")
def _() -> None:
    with ThreadPool(1) as pool:
        found = pool.imap_unordered(double, range(50))
        got = [arrives(found.next, "next()") for _ in range(50)]
        require(got == list(range(0, 100, 2)), "it gives them in another order")


@_of_thread_pool(UNPACKED, "Pool.starmap", "elements are iterables that are unpacked as arguments")
def _() -> None:
    with ThreadPool(2) as pool:
        got = pool.starmap(pow, [(2, 3), (3, 2)])
        require(got == [8, 9], f"it gives {got!r}")


@_of_executor(UNPACKED)
def _() -> None:
    with ThreadPoolExecutor(1) as pool:
        require_method(pool, "starmap")


@_of_thread_pool(STATE, "AsyncResult.ready", "whether the call has completed")
def _() -> None:
    with Gate() as gate, ThreadPool(1) as pool:
        result = pool.apply_async(gate.passes)
        require(not result.ready(), "ready() before it is done")
        gate.open()
        arrives(result.get, "get()")
        require(result.ready() and result.successful(), "not ready() when it is done")


@_of_executor(STATE, "Future.done", "whether the call was cancelled or finished")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        future = pool.submit(gate.passes)
        require(not future.done(), "done() before it is done")
        gate.open()
        arrives(future.result, "result()")
        require(future.done(), "not done() when it is done")


@_of_thread_pool(CALLBACK, "Pool.apply_async", "the callback is applied to the result when that becomes ready")
def _() -> None:
    given: Future[int] = Future()
    with ThreadPool(1) as pool:
        pool.apply_async(double, (NUMBER,), callback=given.set_result)
        got = arrives(given.result, "who waits for the callback")
        require(got == double(NUMBER), f"it is given {got!r}")


@_of_executor(CALLBACK, "Future.add_done_callback", "is called with the future when that finishes")
def _() -> None:
    given: Future[Future[int]] = Future()
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        future = pool.submit(gate.passes, NUMBER)
        future.add_done_callback(given.set_result)
        gate.open()
        got = arrives(given.result, "who waits for the callback").result()
        require(got == NUMBER, f"it is given {got!r}")


@_of_thread_pool(OF_NONE, "Pool.map_async", "the callback is applied to the result when that becomes ready")
def _() -> None:
    got: list[object] = []
    with ThreadPool(1) as pool:
        result = pool.map_async(double, [], callback=got.append)
        require(arrives(result.get, "get()") == [], "the result is another")
        arrives(pool.apply_async(double, (1,)).get, "get() of a later call")
        require(got == [[]], "the callback of an empty map_async() is never called")


@_of_thread_pool(LATE)
def _() -> None:
    with ThreadPool(1) as pool:
        require_method(pool.apply_async(double, (1,)), "add_done_callback")


@_of_executor(LATE, "Future.add_done_callback", "is called immediately if the future has completed")
def _() -> None:
    got: list[object] = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(double, 1)
        arrives(future.result, "result()")
        future.add_done_callback(got.append)
        require(got == [future], "it is not called")
