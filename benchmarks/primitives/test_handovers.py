"""What it costs to tell another thread something and to hear its answer, by each means that Python has for it."""

from __future__ import annotations

import queue
import threading
from typing import Any, Callable, NamedTuple

import pytest

Call = Callable[[], Any]


class Way(NamedTuple):
    """One direction between two threads."""

    tell: Call
    hear: Call  # returns once it was told


def _lock() -> Way:
    lock = threading.Lock()
    lock.acquire()
    return Way(lock.release, lock.acquire)


def _semaphore() -> Way:
    semaphore = threading.Semaphore(0)
    return Way(semaphore.release, semaphore.acquire)


def _event() -> Way:
    event = threading.Event()

    def hear() -> None:
        event.wait()
        event.clear()

    return Way(event.set, hear)


def _condition() -> Way:
    condition = threading.Condition()
    told: list[None] = []

    def tell() -> None:
        with condition:
            told.append(None)
            condition.notify()

    def hear() -> None:
        with condition:
            while not told:
                condition.wait()
            told.pop()

    return Way(tell, hear)


def _barrier() -> Way:
    barrier = threading.Barrier(2)
    return Way(barrier.wait, barrier.wait)


def _queue() -> Way:
    through: queue.Queue[None] = queue.Queue()
    return Way(lambda: through.put(None), through.get)


def _simple_queue() -> Way:
    through: queue.SimpleQueue[None] = queue.SimpleQueue()
    return Way(lambda: through.put(None), through.get)


WAYS = {
    "Lock": _lock,
    "Semaphore": _semaphore,
    "Event": _event,
    "Condition": _condition,
    "Barrier": _barrier,
    "Queue": _queue,
    "SimpleQueue": _simple_queue,
}


@pytest.mark.benchmark(group="there and back between two threads")
@pytest.mark.parametrize("kind", WAYS)
def test_ping_pong(in_long_rounds: Any, running: Any, kind: str) -> None:
    """Time telling another thread something and hearing its answer: two hand-overs."""
    there, back = WAYS[kind](), WAYS[kind]()
    over: list[bool] = []

    def answer() -> None:
        while True:
            there.hear()
            if over:
                return
            back.tell()

    def end() -> None:
        over.append(True)
        there.tell()

    def there_and_back() -> None:
        there.tell()
        back.hear()

    with running(answer, end):
        in_long_rounds(there_and_back)
