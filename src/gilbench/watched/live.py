"""The line a second: below where the program writes, so that neither its lines nor a question of it are touched."""

import os
from typing import TextIO

from gilbench.legible import shortened

_CLEAR = "\x1b[J"  # from the cursor on, where the line of a second ago may be
_UNDER = f"{_CLEAR}\x1bD\x1b[A\x1b7\r\x1b[B"  # make room for a line, remember where this is, and go there
_BACK = "\x1b8"
_WIDEST = 120  # columns


class Line:
    """A line on a terminal that is written again and again."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = False

    def show(self, text: str) -> None:
        """Show a text in place of the one before."""
        self._write(f"{_UNDER}{shortened(text, self._width())}{_BACK}")
        self._shown = True

    def clear(self) -> None:
        """Take it away."""
        if self._shown:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _width(self) -> int:
        try:
            columns = os.get_terminal_size(self._stream.fileno()).columns
        except OSError:
            return _WIDEST
        return min(_WIDEST, columns - 1) if columns > 1 else _WIDEST
