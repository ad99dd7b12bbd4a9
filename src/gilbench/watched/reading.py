"""Read the board of a watched program, which may have anything on it: what cannot be is left out."""

import math
import mmap
import os
from pathlib import Path
from typing import Any

from gilbench.errors import StoreError
from gilbench.inside.held import board, stalls
from gilbench.inside.held.board import Sums
from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.recording import Cycle, Recording
from gilbench.inside.held.stalls import Stall
from gilbench.legible import one_line

_MOST = 1e9  # seconds, and times
_LONGEST = 1e6  # seconds of a cycle
_FASTEST = 1e5  # looks per second
_ROOM = board.CAPACITY // 4  # cycles that may be overwritten while others are read
_TRIES = 100  # at sums that are written just then


def made(path: Path) -> None:
    """Make an empty board; raises StoreError where there is no room for one."""
    try:
        # Written, since room that is only promised would end the program when it is used.
        path.write_bytes(bytes(board.SIZE))
    except OSError as error:
        raise StoreError(
            f"cannot write {path}: {error.strerror}. Make room, or set TMPDIR to another folder."
        ) from error


class Waits:
    """How long the sampler waited for the GIL, and from that how long anybody has to who comes at any moment.

    While it waits it cannot come again. Those who would have, at its rate, are counted: on average each of them would
    have waited for half of the time.
    """

    def __init__(self) -> None:
        self._cycles = self._times = 0
        self._seconds = self._squares = 0.0

    def add(self, cycle: Cycle) -> None:
        """Take in a cycle."""
        self._cycles += 1
        if cycle.waited():
            wait = max(0.0, cycle.took - cycle.pause - cycle.delay)
            self._times += 1
            self._seconds += wait
            self._squares += wait * wait

    def share(self, rate: float) -> float | None:
        """Return the share of those who come that have to wait; None if nobody came. rate: per second."""
        missed = rate * self._seconds
        return (self._times + missed) / (self._cycles + missed) if self._cycles else None

    def mean(self, rate: float) -> float | None:
        """Return how long they wait on average, in seconds; None if nobody has to."""
        waiting = self._times + rate * self._seconds
        return (self._seconds + rate * self._squares / 2) / waiting if self._times else None


class Reader:
    """What a program has shown so far, as of the last look."""

    def __init__(self, path: Path) -> None:
        file = os.open(path, os.O_RDONLY)
        try:
            self._board = mmap.mmap(file, board.SIZE, access=mmap.ACCESS_READ)
        finally:
            os.close(file)
        self._taken = 0
        self.sums: Sums | None = None
        self.recording: Recording | None = None
        self.fresh: list[Cycle] = []  # cycles that the last look has found
        self.waits = Waits()
        self.ready = 0.0  # seconds that the threads waited for a CPU

    def look(self) -> None:
        """Take in what is new."""
        self.fresh = []
        sums = self._sums()
        if sums is None:
            return
        if self.recording is None:
            self.recording = Recording(sums.rate, sums.interval, keeps_gil=sums.keeps_gil)
        for number in range(max(self._taken, sums.total - board.CAPACITY + _ROOM), sums.total):
            cycle = self._cycle(number)
            if _may_be(cycle):
                self._take(cycle, self.recording)
        self._taken = sums.total
        self.sums = sums
        apply(sums, self.recording)

    def stalls(self) -> list[Stall]:
        """Return the stalls by function, the longest first."""
        return stalls.ordered([self._stall(place) for place in range(stalls.MOST + 1)])

    def reason(self) -> str | None:
        """Return why nothing, or nothing more, was seen; None if all is well."""
        return _text(board.REASON.unpack_from(self._board, board.REASON_AT)[0]) or None

    def _take(self, cycle: Cycle, recording: Recording) -> None:
        self.fresh.append(cycle)
        recording.add(cycle)
        self.ready += max(0.0, cycle.ready)
        self.waits.add(cycle)

    def _sums(self) -> Sums | None:
        """Return the sums as they are now; the last ones if they are half written, or cannot be."""
        for _ in range(_TRIES):
            number, content, again = (
                self._board[board.SUMS_AT : board.NUMBER.size],
                self._board[board.NUMBER.size : board.AFTER_SUMS],
                self._board[board.AFTER_SUMS : board.REASON_AT],
            )
            if number == again:
                found = Sums._make(board.SUMS.unpack(content))
                return found if board.NUMBER.unpack(number)[0] and _can_be(found, self._taken) else self.sums
        return self.sums

    def _cycle(self, number: int) -> Cycle:
        at = board.CYCLES_AT + number % board.CAPACITY * board.CYCLE.size
        return Cycle._make(board.CYCLE.unpack_from(self._board, at))

    def _stall(self, place: int) -> Stall:
        longest, times, total, thread, where = board.STALL.unpack_from(
            self._board, board.STALLS_AT + place * board.STALL.size
        )
        if not (_in_bounds(longest, total) and times <= _MOST):
            return stalls.NOTHING
        return Stall(longest, times, total, _culprit(_text(thread), _text(where)))


def apply(sums: Sums, recording: Recording) -> None:
    """Put into a recording what holds for all of its cycles, those that nobody has read included."""
    for name in ("seconds", "cpu", "process", "active", "own_cpu", "beside", "longest", "waits", "knows_ready"):
        setattr(recording, name, getattr(sums, name))


def _can_be(sums: Sums, taken: int) -> bool:
    times: tuple[Any, ...] = sums[:11]
    return _in_bounds(*times) and 0 < sums.rate <= _FASTEST and taken <= sums.total <= _MOST and sums.waits <= _MOST


def _may_be(cycle: Cycle) -> bool:
    return all(abs(value) <= _LONGEST for value in cycle) and cycle.pause > 0 and cycle.took >= 0  # no NaN is either


def _in_bounds(*values: float) -> bool:
    return all(math.isfinite(value) and 0 <= value <= _MOST for value in values)


def _culprit(thread: str, where: str) -> Culprit | None:
    return Culprit(thread, where or None) if thread else None


def _text(content: bytes) -> str:
    return one_line(content.rstrip(b"\0").decode(errors="replace").replace("\ufffd", "?"))
