"""Pools with one worker: a task goes there with the data, and its result brings them back."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Callable

from gilbench.experiments.payload.measure.way import Way, require_elsewhere
from gilbench.experiments.payload.measure.worker import echo, echo_packed, interpreter, number, pack


@contextmanager
def thread_executor(_: Any) -> Iterator[Way]:
    """Hand the object itself to a thread."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  each way imports its own

    with ThreadPoolExecutor(1) as pool:
        require_elsewhere(pool.submit(threading.get_ident).result(), threading.get_ident())
        yield Way(lambda data: pool.submit(echo, data).result())


@contextmanager
def interpreter_executor(_: Any) -> Iterator[Way]:
    """Hand data to a thread with an interpreter of its own."""
    from concurrent.futures import InterpreterPoolExecutor  # type: ignore[attr-defined]  # noqa: PLC0415  as above

    with InterpreterPoolExecutor(1) as pool:
        require_elsewhere(pool.submit(interpreter).result(), interpreter())
        yield Way(lambda data: pool.submit(echo, data).result())


@contextmanager
def process_executor(context: Any) -> Iterator[Way]:
    """Hand data to a process through `ProcessPoolExecutor`, which pickles them."""
    with executor(context) as (pool, process):
        yield Way(lambda data: pool.submit(echo, data).result(), [process], copies=True)


@contextmanager
def process_executor_buffers(context: Any) -> Iterator[Way]:
    """Hand over what was pickled by protocol 5 before, with its buffers apart, through the same."""
    with executor(context) as (pool, process):
        yield Way(partial(_packed, lambda *task: pool.submit(echo_packed, *task).result()), [process], copies=True)


@contextmanager
def process_pool(context: Any) -> Iterator[Way]:
    """Hand data to a process through `Pool`, which pickles them."""
    with _pool(context) as (pool, process):
        yield Way(lambda data: pool.apply(echo, (data,)), [process], copies=True)


@contextmanager
def process_pool_buffers(context: Any) -> Iterator[Way]:
    """Hand over what was pickled by protocol 5 before, with its buffers apart, through the same."""
    with _pool(context) as (pool, process):
        yield Way(partial(_packed, lambda *task: pool.apply(echo_packed, task)), [process], copies=True)


@contextmanager
def executor(context: Any, *initializer: Any) -> Iterator[tuple[Any, int]]:
    """Yield a `ProcessPoolExecutor` of one process, and the number of that; `initializer` with its arguments."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  each way imports its own

    first, *rest = initializer or (None,)
    with ProcessPoolExecutor(1, mp_context=context, initializer=first, initargs=tuple(rest)) as pool:
        yield pool, require_elsewhere(pool.submit(number).result(), os.getpid())


@contextmanager
def _pool(context: Any) -> Iterator[tuple[Any, int]]:
    pool = context.Pool(1)
    try:
        yield pool, require_elsewhere(pool.apply(number), os.getpid())
        pool.close()
    except BaseException:
        pool.terminate()
        raise
    finally:
        pool.join()


def _packed(task: Callable[..., tuple[bytes, list[bytes]]], data: Any) -> Any:
    rest, buffers = pack(data)
    again, back = task(rest, [bytes(each) for each in buffers])
    return pickle.loads(again, buffers=back)  # noqa: S301  it is our own


WAYS: Mapping[str, Any] = {
    "thread_executor": thread_executor,
    "interpreter_executor": interpreter_executor,
    "process_executor": process_executor,
    "process_pool": process_pool,
}
WAYS_OF_BUFFERS: Mapping[str, Any] = {
    "process_executor": process_executor_buffers,
    "process_pool": process_pool_buffers,
}
