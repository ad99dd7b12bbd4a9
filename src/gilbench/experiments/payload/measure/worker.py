"""What the other side does: give back what it got, or put a stamp on what both sides share.

A sub-interpreter imports this file, too: nothing heavy stands at its top.
"""

from __future__ import annotations

import importlib
import os
import pickle
from typing import Any

STAMP = 8  # bytes at the end of what is shared

_shared: Any = None  # in a worker process: the block or the arrays that it was started with


def echo(data: Any) -> Any:
    """Return what came."""
    return data


def number(_: Any = None) -> int:
    """Return the number of the process that runs this."""
    return os.getpid()


def interpreter(_: Any = None) -> int:
    """Return the number of the interpreter that runs this, from Python 3.14 on."""
    from concurrent import interpreters  # type: ignore[attr-defined]  # noqa: PLC0415  as new as its executor

    return int(interpreters.get_current().id)


def pack(data: Any) -> tuple[bytes, list[Any]]:
    """Pickle with protocol 5: return what is left of the data without their buffers, and these."""
    buffers: list[Any] = []
    framed = pickle.PickleBuffer(data) if isinstance(data, bytes) else data
    return pickle.dumps(framed, protocol=5, buffer_callback=buffers.append), buffers


def echo_packed(rest: bytes, buffers: list[bytes]) -> tuple[bytes, list[bytes]]:
    """Unpack what came, and pack it again; a pool pickles its tasks itself, so that buffers travel as bytes."""
    again, out_of_band = pack(pickle.loads(rest, buffers=buffers))  # noqa: S301  it is our own
    return again, [bytes(each) for each in out_of_band]


def answer(connection: Any) -> None:
    """Give back what comes through a pipe until None comes."""
    while (data := connection.recv()) is not None:
        connection.send(data)


def answer_packed(connection: Any) -> None:
    """Give back what comes through a pipe as it was packed, buffer by buffer, until None comes."""
    while (data := receive_packed(connection)) is not None:
        send_packed(connection, data)


def send_packed(connection: Any, data: Any) -> None:
    """Send data through a pipe with their buffers as they are."""
    rest, buffers = pack(data)
    connection.send((rest, len(buffers)))
    for each in buffers:
        connection.send_bytes(each.raw())


def receive_packed(connection: Any) -> Any:
    """Return what `send_packed` has sent; None if nothing is to come any more."""
    sent = connection.recv()
    if sent is None:
        return None
    rest, count = sent
    return pickle.loads(rest, buffers=[connection.recv_bytes() for _ in range(count)])  # noqa: S301  it is our own


def answer_queue(inbox: Any, outbox: Any) -> None:
    """Give back what comes through a queue until None comes."""
    while (data := inbox.get()) is not None:
        outbox.put(data)


def attach(name: str) -> None:
    """Open the block of this name, for as long as the process lives."""
    from multiprocessing.shared_memory import SharedMemory  # noqa: PLC0415  of no use elsewhere

    keep(SharedMemory(name))


def keep(shared: Any) -> None:
    """Keep what the worker was started with."""
    global _shared  # noqa: PLW0603  an initializer of a pool has no other way to hand anything to its tasks
    _shared = shared


def stamp_block(size: int, trip: int) -> int:
    """Put a stamp at the end of the block's first bytes, made of the first of them and the number of the trip."""
    view = _shared.buf
    first = int.from_bytes(view[:STAMP], "little")
    view[size - STAMP : size] = stamped(first, trip)
    return trip


def stamp_characters(size: int, trip: int) -> int:
    """Put the same stamp at the end of the array of this size."""
    array = _shared[size].get_obj()
    first = int.from_bytes(array[:STAMP], "little")
    array[size - STAMP : size] = stamped(first, trip)
    return trip


def stamp_numbers(size: int, trip: int) -> int:
    """Make the last number of the array of this size the first one plus the number of the trip."""
    array = _shared[size]
    array[-1] = array[0] + trip
    return trip


def stamp_ndarray(size: int, trip: int) -> int:
    """Make the last number of the array that the block holds the first one plus the number of the trip."""
    array = as_ndarray(_shared, size)
    array[-1] = array[0] + trip
    return trip


def stamped(first: int, trip: int) -> bytes:
    """Return the stamp of a trip."""
    return ((first + trip) % (1 << 8 * STAMP)).to_bytes(STAMP, "little")


def as_ndarray(block: Any, size: int) -> Any:
    """Return the first bytes of a block as an array of integers: a view, which must go before the block is closed."""
    numpy: Any = importlib.import_module("numpy")  # not every interpreter has it
    return numpy.ndarray((size // 8,), dtype=numpy.int64, buffer=block.buf)
