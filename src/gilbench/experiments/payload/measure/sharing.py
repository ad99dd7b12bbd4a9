"""Memory that two processes share: the caller copies data into it and out of it again, the worker works in place.

Only a short task travels, through `ProcessPoolExecutor`, with which sharing is compared. The worker puts a stamp on the
end, made of the beginning and of the number of the trip: so it has seen what this trip brought, and the caller sees
what the worker did. Nothing is measured of making the memory, which is made once and kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, Callable, NamedTuple

from gilbench.experiments.payload.measure.pools import executor
from gilbench.experiments.payload.measure.way import Way
from gilbench.experiments.payload.measure.worker import (
    STAMP,
    as_ndarray,
    attach,
    keep,
    stamp_block,
    stamp_characters,
    stamp_ndarray,
    stamp_numbers,
    stamped,
)


@contextmanager
def block_of_bytes(context: Any, sizes: Sequence[int]) -> Iterator[Way]:
    """Hand over bytes in a block of `multiprocessing.shared_memory`."""
    with _block(max(sizes)) as block, executor(context, attach, block.name) as (pool, process):

        def put(data: bytes) -> int:
            block.buf[: len(data)] = data
            return len(data)

        yield _shared(pool, process, _Side(put, stamp_block, lambda size: bytes(block.buf[:size]), _bytes_with_stamp))


@contextmanager
def block_of_ndarray(context: Any, sizes: Sequence[int]) -> Iterator[Way]:
    """Hand over a numpy array in such a block."""
    with _block(max(sizes)) as block, executor(context, attach, block.name) as (pool, process):

        def put(data: Any) -> int:
            as_ndarray(block, data.nbytes)[:] = data
            return int(data.nbytes)

        def get(size: int) -> Any:
            return as_ndarray(block, size).copy()

        yield _shared(pool, process, _Side(put, stamp_ndarray, get, _ndarray_with_stamp))


@contextmanager
def array_of_bytes(context: Any, sizes: Sequence[int]) -> Iterator[Way]:
    """Hand over bytes in an `Array` of characters."""
    arrays = {size: context.Array("c", size) for size in sizes}
    with executor(context, keep, arrays) as (pool, process):

        def put(data: bytes) -> int:
            arrays[len(data)].raw = data
            return len(data)

        yield _shared(pool, process, _Side(put, stamp_characters, lambda size: arrays[size].raw, _bytes_with_stamp))


@contextmanager
def array_of_integers(context: Any, sizes: Sequence[int]) -> Iterator[Way]:
    """Hand over a list of integers in an `Array` of them."""
    arrays = {size: context.Array("q", size // 8) for size in sizes}
    with executor(context, keep, arrays) as (pool, process):

        def put(data: list[int]) -> int:
            arrays[8 * len(data)][:] = data
            return 8 * len(data)

        yield _shared(pool, process, _Side(put, stamp_numbers, lambda size: arrays[size][:], _integers_with_stamp))


class _Side(NamedTuple):
    """What the caller does with the memory, and the task of the worker."""

    put: Callable[[Any], int]  # copies data in, and returns their size
    task: Callable[[int, int], int]  # puts a stamp on so many bytes, in the trip of this number
    get: Callable[[int], Any]  # copies so many bytes out
    with_stamp: Callable[[Any, int], Any]  # what data are after a trip


def _shared(pool: Any, process: int, side: _Side) -> Way:
    """Return the way: put data in, have the task put its stamp on them, get them out."""
    numbers = count(1)
    last = 0

    def trip(data: Any) -> Any:
        nonlocal last
        size = side.put(data)
        last = pool.submit(side.task, size, next(numbers)).result()
        return side.get(size)

    return Way(trip, [process], lambda sent: side.with_stamp(sent, last), copies=True)


def _bytes_with_stamp(sent: bytes, trip: int) -> bytes:
    return sent[:-STAMP] + stamped(int.from_bytes(sent[:STAMP], "little"), trip)


def _integers_with_stamp(sent: list[int], trip: int) -> list[int]:
    return [*sent[:-1], sent[0] + trip]


def _ndarray_with_stamp(sent: Any, trip: int) -> Any:
    expected = sent.copy()
    expected[-1] = sent[0] + trip
    return expected


@contextmanager
def _block(size: int) -> Iterator[Any]:
    """Yield a new block, and remove it in the end.

    It is made before the worker is started, so that both tell one resource tracker of it, which removes the block when
    all of them were killed.
    """
    from multiprocessing.shared_memory import SharedMemory  # noqa: PLC0415  each way imports its own

    block = SharedMemory(create=True, size=size)
    try:
        yield block
    finally:
        try:
            block.close()
        finally:
            block.unlink()


WAYS: Mapping[tuple[str, str], Any] = {
    ("shared_memory", "bytes"): block_of_bytes,
    ("shared_memory", "ndarray"): block_of_ndarray,
    ("array", "bytes"): array_of_bytes,
    ("array", "integers"): array_of_integers,
}
