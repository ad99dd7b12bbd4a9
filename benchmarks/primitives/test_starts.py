"""What it costs to start and end threads, processes and sub-interpreters, and to hand a task to a pool that is there.

Tasks are built-in functions, so that nothing has to be imported where they run.
"""

from __future__ import annotations

import _thread
import concurrent.futures
import importlib
import multiprocessing
import multiprocessing.pool
import threading
from contextlib import AbstractContextManager
from typing import Any, Callable

import pytest

# Python says of any fork beside a thread that it may deadlock; what runs beside it here holds no lock.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

starts = pytest.mark.benchmark(group="start and end")
tasks = pytest.mark.benchmark(group="submit a task and get its result")


@starts
def test_thread(in_long_rounds: Any) -> None:
    """Time `Thread(target=f)`, `start()` and `join()`."""

    def start_and_join() -> None:
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()

    in_long_rounds(start_and_join)


@starts
def test_raw_thread(in_long_rounds: Any) -> None:
    """Time `_thread.start_new_thread` until the thread has told that it runs."""
    done = _thread.allocate_lock()
    done.acquire()

    def start_and_hear() -> None:
        _thread.start_new_thread(done.release, ())
        done.acquire()

    in_long_rounds(start_and_hear)


@starts
@pytest.mark.usefixtures("empty_main")
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_process(in_long_rounds: Any, method: str) -> None:
    """Time `Process(target=f)`, `start()` and `join()` under each start method; the fork server runs already."""
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this platform has no start method {method}")
    context: Any = multiprocessing.get_context(method)

    def start_and_join() -> int:
        process = context.Process(target=int)
        process.start()
        process.join()
        code: int = process.exitcode
        process.close()
        return code

    assert start_and_join() == 0
    assert in_long_rounds(start_and_join) == 0


@starts
def test_subinterpreter(in_long_rounds: Any) -> None:
    """Time making a sub-interpreter and ending it, with no code run in it."""
    in_long_rounds(_making())


def _making() -> Callable[[], None]:
    """Return what makes an interpreter and ends it: `concurrent.interpreters`, or what it is made of before 3.14."""
    try:
        public: Any = importlib.import_module("concurrent.interpreters")
    except ImportError:
        try:
            private: Any = importlib.import_module("_interpreters")
        except ImportError:
            pytest.skip("this Python has no sub-interpreters that can be made from Python: they came with CPython 3.13")
        return lambda: private.destroy(private.create())
    return lambda: public.create().close()


@tasks
@pytest.mark.usefixtures("empty_main")
@pytest.mark.parametrize("kind", ["ThreadPoolExecutor", "ProcessPoolExecutor", "InterpreterPoolExecutor"])
def test_executor(in_long_rounds: Any, kind: str) -> None:
    """Time `submit(f, x).result()` on an executor with one worker that has worked before."""
    try:
        executor: Any = getattr(concurrent.futures, kind)
    except AttributeError:
        pytest.skip(f"this Python has no {kind}: it came with CPython 3.14")
    with executor(1) as pool:
        _timed(in_long_rounds, lambda: pool.submit(abs, -7).result())


@tasks
@pytest.mark.usefixtures("empty_main")
@pytest.mark.parametrize("kind", ["ThreadPool", "Pool"])
def test_pool(in_long_rounds: Any, kind: str) -> None:
    """Time `apply_async(f, (x,)).get()` on a pool of `multiprocessing` with one worker that has worked before."""
    pools: dict[str, Callable[[int], AbstractContextManager[Any]]] = {
        "ThreadPool": multiprocessing.pool.ThreadPool,
        "Pool": multiprocessing.Pool,
    }
    with pools[kind](1) as pool:
        _timed(in_long_rounds, lambda: pool.apply_async(abs, (-7,)).get())
        pool.close()
        pool.join()


def _timed(in_long_rounds: Any, hand_over: Callable[[], Any]) -> None:
    assert hand_over() == 7
    assert in_long_rounds(hand_over) == 7
