"""How much of an iterable is drawn, and when."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.pool import ThreadPool

from gilbench.experiments.pool_contract.measure.check import Check, NotOfferedError, Question, asked, require
from gilbench.experiments.pool_contract.measure.patience import LIMIT, SHORT, arrives, becomes
from gilbench.experiments.pool_contract.measure.work import double
from gilbench.experiments.pool_contract.records import EXECUTOR, THREAD_POOL

CHECKS: list[Check] = []
_of_thread_pool, _of_executor = partial(asked, CHECKS, THREAD_POOL), partial(asked, CHECKS, EXECUTOR)

LENGTH, BUFFERED = 500, 3
BEFORE = Question("laziness", "The first result comes before the iterable has ended")
AS_NEEDED = Question("laziness", "No more is drawn of the iterable than is needed")
BUFFERSIZE = "without a buffersize map() draws every element first"


class _Drawn:
    """An iterable that tells how much of it was drawn; its second part comes when it is let."""

    def __init__(self) -> None:
        self.number = 0
        self.more = threading.Event()

    def __iter__(self) -> Iterator[int]:
        for number in range(LENGTH):
            self.number = number + 1
            if number == BUFFERED:
                self.more.wait(LIMIT)
            yield number


def _require_buffersize() -> None:
    if "buffersize" not in inspect.signature(ThreadPoolExecutor.map).parameters:
        raise NotOfferedError(BUFFERSIZE)


@_of_thread_pool(BEFORE, "Pool.imap", "a lazier version of map()")
def _() -> None:
    elements = _Drawn()
    with ThreadPool(1) as pool:
        found = pool.imap(double, elements)
        try:
            require(arrives(found.next, "next()") == 0, "it is another")
        finally:
            elements.more.set()


@_of_executor(
    BEFORE, "Executor.map", "with a buffersize the iterable is not collected immediately, from Python 3.14 on"
)
def _() -> None:
    _require_buffersize()
    elements = _Drawn()
    with ThreadPoolExecutor(1) as pool:
        found = pool.map(double, elements, buffersize=1)  # type: ignore[call-arg]  # new in 3.14
        try:
            require(next(found) == 0, "it is another")
            require(elements.number <= BUFFERED, "it has been drawn")
        finally:
            elements.more.set()


@_of_thread_pool(AS_NEEDED)
def _() -> None:
    elements = _Drawn()
    elements.more.set()
    with ThreadPool(1) as pool:
        found = pool.imap(double, elements)
        arrives(found.next, "next()")
        all_of_it = becomes(lambda: elements.number == LENGTH)
        require(not all_of_it, f"all {LENGTH} elements are drawn when one result has been asked for")


@_of_executor(
    AS_NEEDED, "Executor.map", "drawing pauses when buffersize results wait to be yielded, from Python 3.14 on"
)
def _() -> None:
    _require_buffersize()
    elements = _Drawn()
    elements.more.set()
    with ThreadPoolExecutor(1) as pool:
        found = pool.map(double, elements, buffersize=BUFFERED)  # type: ignore[call-arg]  # new in 3.14
        next(found)
        threading.Event().wait(SHORT)
        drawn = elements.number
        require(drawn <= BUFFERED + 1, f"{drawn} are drawn when one result has been asked for")
        found.close()  # type: ignore[attr-defined]  # a generator, typed as an iterator
