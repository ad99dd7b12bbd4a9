"""What the primitives of threads and locks cost, timed by pytest-benchmark: docs/primitives.md says what each row is.

Each benchmark is one call of a function without arguments that does the thing once. pytest-benchmark repeats it in a
loop of its own until a round is long enough for the clock; what that loop and the call cost is the row `test_call`, and
is in every other row. Beside another thread rounds are long enough for several turns of the GIL.

A function that two threads call is made twice: without the GIL they would fight over its reference count as well.
"""

from __future__ import annotations

import contextlib
import contextvars
import queue
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Callable

import pytest

Call = Callable[[], Any]

LOCKS = {
    "Lock": threading.Lock,
    "RLock": threading.RLock,
    "Condition": threading.Condition,
    "Semaphore": threading.Semaphore,
}
QUEUES = {"Queue": queue.Queue, "SimpleQueue": queue.SimpleQueue}
PATIENCE = 30.0  # seconds for another thread to begin

calls = pytest.mark.benchmark(group="the call itself")
locks = pytest.mark.benchmark(group="locks")
signals = pytest.mark.benchmark(group="signals")
queues = pytest.mark.benchmark(group="queues")
values = pytest.mark.benchmark(group="a value per thread or context")


def nothing() -> None:
    """Do nothing."""


@calls
def test_call(benchmark: Any) -> None:
    """Time what is in every other row: a call of a function that does nothing."""
    benchmark(nothing)


def entering(lock: Any) -> Call:
    """Return a function that takes the lock and gives it back."""

    def enter() -> None:
        with lock:
            pass

    return enter


@contextlib.contextmanager
def beside(running: Any, turn: Call) -> Iterator[None]:
    """Let another thread call the function again and again meanwhile."""
    over: list[bool] = []
    begun = threading.Event()

    def keep_on() -> None:
        begun.set()
        while not over:
            turn()

    with running(keep_on, lambda: over.append(True)):
        assert begun.wait(PATIENCE)
        yield


@locks
@pytest.mark.parametrize("kind", LOCKS)
def test_uncontended(benchmark: Any, kind: str) -> None:
    """Time `with lock: pass` that nobody else wants."""
    benchmark(entering(LOCKS[kind]()))


@locks
@pytest.mark.parametrize("kind", LOCKS)
def test_contended(in_long_rounds: Any, running: Any, kind: str) -> None:
    """Time the same while another thread takes it in a loop."""
    lock = LOCKS[kind]()
    with beside(running, entering(lock)):
        in_long_rounds(entering(lock))


@locks
@pytest.mark.parametrize("kind", LOCKS)
def test_refused(benchmark: Any, running: Any, kind: str) -> None:
    """Time `acquire(blocking=False)` while another thread holds it."""
    lock: Any = LOCKS[kind]()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with lock:
            held.set()
            done.wait()

    with running(hold, done.set):
        assert held.wait(PATIENCE)
        assert benchmark(lambda: lock.acquire(blocking=False)) is False


@signals
def test_event_set_and_clear(benchmark: Any) -> None:
    """Time `set()` and `clear()` with nobody waiting."""
    event = threading.Event()

    def set_and_clear() -> None:
        event.set()
        event.clear()

    benchmark(set_and_clear)


@signals
def test_event_wait_when_set(benchmark: Any) -> None:
    """Time `wait()` for what has happened."""
    event = threading.Event()
    event.set()
    assert benchmark(event.wait) is True


@signals
def test_condition_notify_nobody(benchmark: Any) -> None:
    """Time `with condition: condition.notify()` with nobody waiting."""
    condition = threading.Condition()

    def notify() -> None:
        with condition:
            condition.notify()

    benchmark(notify)


@signals
def test_barrier_of_one(benchmark: Any) -> None:
    """Time `wait()` at a barrier that waits for nobody else."""
    assert benchmark(threading.Barrier(1).wait) == 0


def passing(through: Any) -> Call:
    """Return a function that puts something into a queue and takes something out."""

    def put_and_get() -> None:
        through.put(None)
        through.get()

    return put_and_get


@queues
@pytest.mark.parametrize("kind", QUEUES)
def test_put_and_get(benchmark: Any, kind: str) -> None:
    """Time `put()` and `get()` in one thread."""
    benchmark(passing(QUEUES[kind]()))


@queues
@pytest.mark.parametrize("kind", QUEUES)
def test_put_and_get_contended(in_long_rounds: Any, running: Any, kind: str) -> None:
    """Time the same while another thread does so with the same queue."""
    through = QUEUES[kind]()
    with beside(running, passing(through)):
        in_long_rounds(passing(through))


@values
def test_contextvar_get(benchmark: Any) -> None:
    """Time `get()`."""
    variable = contextvars.ContextVar("variable", default=7)
    assert benchmark(variable.get) == 7


@values
def test_contextvar_set_and_reset(benchmark: Any) -> None:
    """Time `reset(set(...))`."""
    variable = contextvars.ContextVar("variable", default=7)

    def set_and_reset() -> None:
        variable.reset(variable.set(8))

    benchmark(set_and_reset)
    assert variable.get() == 7


@values
def test_context_copy_and_run(benchmark: Any) -> None:
    """Time `copy_context().run(f)`."""
    benchmark(lambda: contextvars.copy_context().run(nothing))


@values
@pytest.mark.parametrize("kind", [threading.local, SimpleNamespace], ids=["local", "object"])
def test_attribute_read(benchmark: Any, kind: Callable[[], Any]) -> None:
    """Time reading an attribute of `threading.local`, and of a plain object beside it."""
    holder = kind()
    holder.value = 7
    assert benchmark(lambda: holder.value) == 7


@values
@pytest.mark.parametrize("kind", [threading.local, SimpleNamespace], ids=["local", "object"])
def test_attribute_write(benchmark: Any, kind: Callable[[], Any]) -> None:
    """Time setting an attribute of `threading.local`, and of a plain object beside it."""
    holder = kind()

    def write() -> None:
        holder.value = 7

    benchmark(write)
    assert holder.value == 7
