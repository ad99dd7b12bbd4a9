"""The board of a neighbour: a few bytes on which it says what it has done, and finds that it is to end.

Nobody has to ask it then, and nothing disturbs it while it works. In a process of its own it is
`python -m gilbench.inside.neighbours.board KIND PATH PARENT`.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import time
from typing import Any

from gilbench.inside.neighbours.kinds import of_name

_END, _DONE = 0, 8  # where it stands that it is to end, and what it has done
_LINE = struct.Struct("=qd")  # units done, and when the latest was
SIZE = _DONE + _LINE.size


class Board:
    """What a neighbour and whoever has started it tell each other."""

    def __init__(self, shared: Any) -> None:
        """Use the SIZE bytes of a buffer that both can write to."""
        self._shared = shared
        self._units = 0

    def going(self) -> bool:
        """Say that what was begun before is done; return whether to do another unit."""
        _LINE.pack_into(self._shared, _DONE, self._units, time.perf_counter())
        self._units += 1
        return not self._shared[_END]

    def done(self) -> tuple[int, float]:
        """Return how many units are done, and by the neighbour's clock when the latest was."""
        units, when = _LINE.unpack_from(self._shared, _DONE)
        return units, when

    def end(self) -> None:
        """Tell the neighbour to end."""
        self._shared[_END] = 1


def new_file(path: str) -> mmap.mmap:
    """Return the bytes of a new file, for a board that others can map too."""
    with open(path, "w+b") as file:
        file.write(bytes(SIZE))
        file.flush()
        return mmap.mmap(file.fileno(), SIZE)


def at_work(kind: str, path: str, parent: int | None = None) -> int:
    """Be a neighbour whose board is a file, at most as long as the parent process is there; return the units done."""
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), SIZE) as shared:
        board = Board(shared)
        going = board.going if parent is None else lambda: board.going() and os.getppid() == parent
        return of_name(kind)(going)


if __name__ == "__main__":
    at_work(sys.argv[1], sys.argv[2], int(sys.argv[3]))
