"""Cancelling what was handed over."""

from __future__ import annotations

from concurrent.futures import CancelledError, ThreadPoolExecutor
from functools import partial
from multiprocessing.pool import ThreadPool

from gilbench.experiments.pool_contract.measure.check import Check, Question, asked, require, require_method
from gilbench.experiments.pool_contract.measure.checks.errors import raises
from gilbench.experiments.pool_contract.measure.patience import LIMIT, arrives
from gilbench.experiments.pool_contract.measure.work import NUMBER, Gate, double
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

PENDING = Question("cancelling", "A call that has not begun can be cancelled")
RUNNING = Question("cancelling", "A call that has begun is not cancelled, and says so")


@_of_thread_pool(PENDING)
def _() -> None:
    with ThreadPool(1) as pool:
        require_method(pool.apply_async(double, (1,)), "cancel")


@_of_executor(PENDING, "Future.cancel", "the call is cancelled, and result() raises CancelledError")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        pool.submit(gate.passes)
        future = pool.submit(double, 1)
        require(future.cancel() and future.cancelled(), "cancel() says that it was not")
        raises(CancelledError, arrives, future.result, "result()")


@_of_executor(RUNNING, "Future.cancel", "returns False if the call is being executed")
def _() -> None:
    with ThreadPoolExecutor(1) as pool, Gate() as gate:
        future = pool.submit(gate.passes, NUMBER)
        gate.begun.wait(LIMIT)
        require(not future.cancel(), "cancel() says that it was")
        gate.open()
        require(arrives(future.result, "result()") == NUMBER, "the result is another")
