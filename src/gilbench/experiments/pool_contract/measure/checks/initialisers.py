"""What workers do first."""

from __future__ import annotations

import threading
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing.pool import ThreadPool

from gilbench.experiments.pool_contract.measure.check import Check, OtherwiseError, Question, asked, require
from gilbench.experiments.pool_contract.measure.checks.errors import raises
from gilbench.experiments.pool_contract.measure.patience import LIMIT, SHORT, arrives, becomes
from gilbench.experiments.pool_contract.measure.work import RefusedError, double, refuse
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

WORKERS = 3
EACH = Question("initialisers", "Every worker runs the initialiser once, with its arguments")
FAILS = Question("initialisers", "Where the initialiser raises, work that was handed over ends with an error")
REFUSED = Question("initialisers", "Where the initialiser raised, further work is refused")


@_of_thread_pool(EACH, "ThreadPool", "each worker calls initializer(*initargs) when it starts")
def _() -> None:
    ran: list[object] = []
    with ThreadPool(WORKERS, lambda *given: ran.append((threading.get_ident(), given)), (1, 2)):
        becomes(lambda: len(ran) >= WORKERS)
        _require_each(ran)


@_of_executor(EACH, "ThreadPoolExecutor", "initializer is called with initargs at the start of each worker thread")
def _() -> None:
    ran: list[object] = []
    met = threading.Barrier(WORKERS)
    note = lambda *given: ran.append((threading.get_ident(), given))  # noqa: E731  the same as above
    with ThreadPoolExecutor(WORKERS, initializer=note, initargs=(1, 2)) as pool:
        list(pool.map(lambda _: met.wait(LIMIT), range(WORKERS)))
        _require_each(ran)


def _require_each(ran: list[object]) -> None:
    threads = {each[0] for each in ran}  # type: ignore[index]  # pairs of our own
    require(len(ran) == len(threads) == WORKERS, f"{WORKERS} workers run it {len(ran)} times")
    require({each[1] for each in ran} == {(1, 2)}, "its arguments are others")  # type: ignore[index]  # as above


@_of_thread_pool(FAILS)
def _() -> None:
    with ThreadPool(1, refuse) as pool:
        raises(RefusedError, arrives, pool.apply_async(double, (1,)).get, "where the initialiser raises, get()")


@_of_executor(FAILS, "ThreadPoolExecutor", "all pending jobs raise BrokenThreadPool")
def _() -> None:
    with ThreadPoolExecutor(1, initializer=refuse) as pool:
        raises(BrokenExecutor, _submitted, pool)


@_of_thread_pool(REFUSED)
def _() -> None:
    with ThreadPool(1, refuse) as pool:
        pool.apply_async(double, (1,)).wait(SHORT)
        try:
            pool.apply_async(double, (1,))
        except Exception:  # noqa: BLE001  nothing says what it would be refused with
            return
        raise OtherwiseError("it is accepted")


@_of_executor(REFUSED, "ThreadPoolExecutor", "any attempt to submit more jobs raises BrokenThreadPool")
def _() -> None:
    with ThreadPoolExecutor(1, initializer=refuse) as pool:
        raises(BrokenExecutor, _submitted, pool)
        raises(BrokenExecutor, pool.submit, double, 1)


def _submitted(pool: ThreadPoolExecutor) -> object:
    """Return the result of a call that is handed over; where the pool is known to be broken, that raises already."""
    return arrives(pool.submit(double, 1).result, "where the initialiser raises, result()")
