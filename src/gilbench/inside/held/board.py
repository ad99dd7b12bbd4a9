"""The board: memory in which a watched program shows what its sampler sees, for whoever started it to look at.

A file that both have mapped, written with every look. So nothing waits for a reader, the program has no descriptor more
that it could meet or hand on, and what was seen is there after whatever ended it: a signal, `os._exit`, another program
in its place. It has a ring of cycles, the sums that belong to them, a line for each function that stalled others, and
why there is nothing.

The sampler writes each part by one copy; a reader that meets it half written sees so by the numbers around the sums.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import struct
import sys
import time
from typing import NamedTuple

from gilbench.inside.held import stalls
from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.recording import Cycle, Recording

CAPACITY = 2**15  # cycles: six seconds of the highest rate, of which a reader needs one
CYCLE = struct.Struct("<8f")
NUMBER = struct.Struct("<Q")
SUMS = struct.Struct("<11d2Q3?")
STALL = struct.Struct("<dQd64s256s")
REASON = struct.Struct("<256s")

SUMS_AT = 0
AFTER_SUMS = SUMS_AT + NUMBER.size + SUMS.size
REASON_AT = AFTER_SUMS + NUMBER.size
STALLS_AT = REASON_AT + REASON.size
CYCLES_AT = STALLS_AT + (stalls.MOST + 1) * STALL.size
SIZE = CYCLES_AT + CAPACITY * CYCLE.size


class Sums(NamedTuple):
    """What holds for all cycles, as in `Recording`, and when that was. Times in seconds."""

    rate: float
    interval: float
    seconds: float
    cpu: float
    process: float
    active: float
    own_cpu: float
    beside: float
    longest: float
    begun: float  # on the monotonic clock, which all processes share
    seen: float  # the same, of the last look
    total: int
    waits: int
    keeps_gil: bool
    knows_ready: bool
    gil: bool  # whether there is one, and it is on


class Writer:
    """Writes on the board at this path, which is a file of `SIZE` bytes."""

    def __init__(self, path: str) -> None:
        self._board = _mapped(path)
        self._begun = time.monotonic()
        self._number = 0

    def cycle(self, place: int, cycle: Cycle) -> None:
        """Write down a cycle, the last of so many."""
        CYCLE.pack_into(self._board, CYCLES_AT + (place - 1) % CAPACITY * CYCLE.size, *cycle)

    def sums(self, of: Recording) -> None:
        """Write down what holds for all cycles."""
        self._number += 1
        sums = SUMS.pack(
            *(of.rate, of.interval, of.seconds, of.cpu, of.process, of.active, of.own_cpu, of.beside, of.longest),
            *(self._begun, time.monotonic(), of.total, of.waits, of.keeps_gil, of.knows_ready, gil()),
        )
        number = NUMBER.pack(self._number)
        self._board[SUMS_AT:REASON_AT] = number + sums + number

    def stall(self, place: int, stall: stalls.Stall) -> None:
        """Write down what one function did; of a long place its end."""
        thread, where = stall.culprit or ("", None)
        shown = (thread.encode(errors="replace")[:64], (where or "").encode(errors="replace")[-256:])
        packed = STALL.pack(stall.longest, stall.times, stall.total, *shown)
        self._board[STALLS_AT + place * STALL.size : STALLS_AT + (place + 1) * STALL.size] = packed


class ShownRecording(Recording):
    """A recording that is kept on the board, and not in the program."""

    def __init__(self, writer: Writer, like: Recording) -> None:
        super().__init__(like.rate, like.interval, keeps_gil=like.keeps_gil)
        self._writer = writer
        writer.sums(self)

    def keep(self, cycle: Cycle) -> None:
        """Put a cycle on the board, and the sums as they were before it."""
        self._writer.cycle(self.total, cycle)
        self._writer.sums(self)


class ShownStalls(stalls.Stalls):
    """Stalls that stand on the board as well."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer

    def add(self, seconds: float, by: Culprit | None) -> list[int]:
        """Take a stall in, and show what it has changed."""
        changed = super().add(seconds, by)
        for place in changed:
            self._writer.stall(place, self.at(place))
        return changed


def reason(path: str, why: str) -> None:
    """Write down on the board at this path why nothing, or nothing more, is seen."""
    with open(path, "r+b") as file:
        file.seek(REASON_AT)
        file.write(REASON.pack(why.encode(errors="replace")[:256]))


def _mapped(path: str) -> memoryview:
    """Return a file's bytes as memory, until the process ends.

    `mmap.mmap` keeps a descriptor for them, which the program could meet, hand on or close; and on closing its own,
    close what has got that number since.
    """
    library = ctypes.CDLL(None, use_errno=True)
    library.mmap.restype = ctypes.c_void_p
    library.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long)
    file = os.open(path, os.O_RDWR)
    try:
        address = library.mmap(None, SIZE, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_SHARED, file, 0)
    finally:
        os.close(file)
    if address == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "the board cannot be mapped")
    return memoryview((ctypes.c_char * SIZE).from_address(address)).cast("B")


def gil() -> bool:
    """Return whether this interpreter has a GIL now."""
    is_enabled = getattr(sys, "_is_gil_enabled", None)
    return True if is_enabled is None else bool(is_enabled())
