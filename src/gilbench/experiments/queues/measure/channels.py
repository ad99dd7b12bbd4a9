"""What items go through: made anew for each trial, by the names that Python gives them."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, Callable, Protocol

from gilbench.experiments.queues.records import (
    OF_PROCESSES,
    PROCESS_QUEUE,
    PROCESS_SIMPLE,
    QUEUE,
    SEMAPHORES,
    SIMPLE,
)

NEVER_FULL = 1 << 30  # items: more than fit into memory, and still a value of a semaphore


class Channel(Protocol):
    """Where producers put and consumers get; both wait where they must."""

    def put(self, item: int | None, /) -> None:
        """Hand an item over; None ends the work of a consumer."""

    def get(self) -> Any:
        """Take the next item."""


class UnknownChannelError(LookupError):
    """A trial names a channel that there is not."""


class BoundedBuffer:
    """The textbook's: one semaphore counts free places, another one items, and a lock guards the deque.

    E. W. Dijkstra, "Cooperating sequential processes", 1965.
    """

    def __init__(self, bound: int) -> None:
        self._items: deque[Any] = deque()
        self._lock = threading.Lock()
        self._free = threading.Semaphore(bound)
        self._filled = threading.Semaphore(0)

    def put(self, item: int | None) -> None:
        """Append an item as soon as there is a place for it."""
        self._free.acquire()
        with self._lock:
            self._items.append(item)
        self._filled.release()

    def get(self) -> Any:
        """Take the item that is there longest, as soon as there is one."""
        self._filled.acquire()
        with self._lock:
            item = self._items.popleft()
        self._free.release()
        return item


def opener(name: str) -> Callable[[int | None], Channel]:
    """Return a function that opens a channel of this name, for as many items as it is given, None for any number.

    Raises UnknownChannelError, and ImportError where processes cannot share a queue.
    """
    if name in OF_PROCESSES:
        return _of_processes(name)
    import queue  # noqa: PLC0415  targets are described without it

    known: dict[str, Callable[[int | None], Channel]] = {
        SEMAPHORES: lambda bound: BoundedBuffer(bound or NEVER_FULL),
        QUEUE: lambda bound: queue.Queue(bound or 0),
        SIMPLE: lambda _: queue.SimpleQueue(),
    }
    if name not in known:
        raise UnknownChannelError(f"queues has no channel named {name}")
    return known[name]


def _of_processes(name: str) -> Callable[[int | None], Channel]:
    from gilbench.experiments.queues.measure.processes import context  # noqa: PLC0415  threads are spared its import

    alike = context()
    known: dict[str, Callable[[int | None], Channel]] = {
        PROCESS_QUEUE: lambda bound: alike.Queue(bound or 0),
        PROCESS_SIMPLE: lambda _: alike.SimpleQueue(),
    }
    return known[name]
