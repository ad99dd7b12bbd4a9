"""Ending a pool with work pending, and using it afterwards."""

from __future__ import annotations

import inspect
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor
from functools import partial
from multiprocessing.pool import ThreadPool

from gilbench.experiments.pool_contract.measure.check import Check, NotOfferedError, Question, asked, require
from gilbench.experiments.pool_contract.measure.checks.errors import raises
from gilbench.experiments.pool_contract.measure.patience import LIMIT, SHORT, arrives, becomes
from gilbench.experiments.pool_contract.measure.work import NUMBER, Gate, double
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

PENDING = 5  # calls that wait behind the one that is running
DONE = Question("ending", "Closing and waiting does all pending work first")
UNWAITED = Question("ending", "Closing without waiting comes back at once, and the work is done")
LEFT = Question("ending", "At the end of a with block pending work meets the end that is promised")
DROPPED = Question("ending", "Pending work can be dropped when the pool is ended")
RUNNING = Question("ending", "When the pool is stopped, running work meets the end that is promised")
WAITED_FOR = Question("ending", "Who waits for a result that was dropped is told")
USED = Question("ending", "A closed pool refuses work")
JOINED = Question("ending", "join() is refused before close() or terminate()")
REPLACED = Question("ending", "Workers can be replaced after a number of calls")


class _Counted:
    """Pending calls that note that they were made."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def call(self, number: int) -> None:
        self.made.append(number)

    def require_all(self) -> None:
        require(len(self.made) == PENDING, f"{len(self.made)} of {PENDING} pending calls were made")

    def require_none(self) -> None:
        require(not self.made, f"{len(self.made)} of {PENDING} pending calls were made")


def _opened_later(gate: Gate) -> threading.Timer:
    timer = threading.Timer(SHORT, gate.open)
    timer.daemon = True
    timer.start()
    return timer


@_of_thread_pool(WAITED_FOR)
def _() -> None:
    pool = ThreadPool(1)
    with Gate() as gate:
        pool.apply_async(gate.passes)
        dropped = pool.apply_async(double, (1,))
        gate.begun.wait(LIMIT)
        pool.terminate()
    arrives(dropped.get, "after terminate(), get() of a pending call")


@_of_executor(WAITED_FOR, "Future.result", "raises CancelledError if the future is cancelled")
def _() -> None:
    pool = ThreadPoolExecutor(1)
    with Gate() as gate:
        pool.submit(gate.passes)
        dropped = pool.submit(double, 1)
        gate.begun.wait(LIMIT)
        pool.shutdown(wait=False, cancel_futures=True)
    raises(CancelledError, arrives, dropped.result, "after shutdown(cancel_futures=True), result() of a pending call")


@_of_thread_pool(DONE, "Pool.close", "workers exit once all tasks have been completed, and join() waits for that")
def _() -> None:
    counted, gate, pool = _Counted(), Gate(), ThreadPool(1)
    pool.apply_async(gate.passes)
    pool.map_async(counted.call, range(PENDING))
    _opened_later(gate)
    pool.close()
    pool.join()
    counted.require_all()


@_of_executor(DONE, "Executor.shutdown", "with wait=True returns when all pending futures are done")
def _() -> None:
    counted, gate, pool = _Counted(), Gate(), ThreadPoolExecutor(1)
    pool.submit(gate.passes)
    pool.map(counted.call, range(PENDING))
    _opened_later(gate)
    pool.shutdown()
    counted.require_all()


@_of_thread_pool(UNWAITED, "Pool.close", "prevents more tasks, and workers exit once all tasks have been completed")
def _() -> None:
    counted, pool = _Counted(), ThreadPool(1)
    with Gate() as gate:
        pool.apply_async(gate.passes)
        result = pool.map_async(counted.call, range(PENDING))
        pool.close()
        require(not counted.made, "it waits for the work")
    arrives(result.get, "get()")
    pool.join()
    counted.require_all()


@_of_executor(UNWAITED, "Executor.shutdown", "with wait=False returns immediately, and pending futures are done")
def _() -> None:
    counted, pool = _Counted(), ThreadPoolExecutor(1)
    with Gate() as gate:
        pool.submit(gate.passes)
        pending = [pool.submit(counted.call, number) for number in range(PENDING)]
        pool.shutdown(wait=False)
        require(not counted.made, "it waits for the work")
    arrives(pending[-1].result, "result()")
    counted.require_all()


@_of_thread_pool(LEFT, "Pool", "leaving with calls terminate(), which does not complete outstanding work")
def _() -> None:
    counted = _Counted()
    with Gate() as gate, ThreadPool(1) as pool:
        pool.apply_async(gate.passes)
        pool.map_async(counted.call, range(PENDING))
        gate.begun.wait(LIMIT)
    pool.join()
    counted.require_none()


@_of_executor(LEFT, "Executor.shutdown", "leaving with waits for pending futures")
def _() -> None:
    counted, gate = _Counted(), Gate()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(gate.passes)
        pool.map(counted.call, range(PENDING))
        _opened_later(gate)
    counted.require_all()


@_of_thread_pool(DROPPED, "Pool.terminate", "stops without completing outstanding work")
def _() -> None:
    counted, pool = _Counted(), ThreadPool(1)
    with Gate() as gate:
        pool.apply_async(gate.passes)
        pool.map_async(counted.call, range(PENDING))
        gate.begun.wait(LIMIT)
        pool.terminate()
    pool.join()
    counted.require_none()


@_of_executor(DROPPED, "Executor.shutdown", "with cancel_futures=True cancels what has not started")
def _() -> None:
    counted, pool = _Counted(), ThreadPoolExecutor(1)
    with Gate() as gate:
        pool.submit(gate.passes)
        pool.map(counted.call, range(PENDING))
        gate.begun.wait(LIMIT)
        pool.shutdown(wait=False, cancel_futures=True)
    pool.shutdown()
    counted.require_none()


@_of_thread_pool(RUNNING, "Pool.terminate", "stops the workers immediately")
def _() -> None:
    pool, went_on = ThreadPool(1), threading.Event()

    def _goes_on() -> None:
        gate.passes()
        went_on.set()

    with Gate() as gate:
        pool.apply_async(_goes_on)
        gate.begun.wait(LIMIT)
        pool.terminate()
    require(not becomes(went_on.is_set), "a running call goes on after terminate()")


@_of_executor(RUNNING, "Executor.shutdown", "with cancel_futures=True completes what has started before it returns")
def _() -> None:
    pool, gate = ThreadPoolExecutor(1), Gate()
    future = pool.submit(gate.passes, NUMBER)
    gate.begun.wait(LIMIT)
    _opened_later(gate)
    pool.shutdown(cancel_futures=True)
    require(future.done() and future.result() == NUMBER, "it returns before that")


@_of_thread_pool(USED, "Pool.close", "prevents any more tasks from being submitted")
def _() -> None:
    pool = ThreadPool(1)
    pool.close()
    raises(ValueError, pool.apply_async, double, (1,))
    raises(ValueError, pool.map, double, [1])
    raises(ValueError, pool.imap, double, [1])
    pool.join()


@_of_executor(USED, "Executor.shutdown", "submit() and map() raise RuntimeError after it")
def _() -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    raises(RuntimeError, pool.submit, double, 1)
    raises(RuntimeError, lambda: list(pool.map(double, [1])))


@_of_thread_pool(JOINED, "Pool.join", "one must call close() or terminate() before")
def _() -> None:
    with ThreadPool(1) as pool:
        raises(ValueError, pool.join)


@_of_thread_pool(REPLACED)
def _() -> None:
    _require_parameter(ThreadPool, "maxtasksperchild")


@_of_executor(REPLACED)
def _() -> None:
    _require_parameter(ThreadPoolExecutor, "max_tasks_per_child")


def _require_parameter(kind: type, name: str) -> None:
    """Raise NotOfferedError unless a pool takes this parameter; to try leaves half a pool, which complains."""
    if name not in inspect.signature(kind).parameters:
        raise NotOfferedError(f"{kind.__name__} takes no {name}")
