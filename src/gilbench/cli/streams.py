"""Standard streams that never fail in the midst of work: what could not be written is known at the end.

A reader that has gone (`gilbench list | head`) is no trouble, and hides no verdict: the rest goes nowhere. A full
device, or an output that was closed, is told once what there was to do is done.
"""

from __future__ import annotations

import io
import os
import select
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Loss:
    """What became of standard output."""

    def __init__(self) -> None:
        self.reason: str | None = None  # why not all of it was written, in the system's words; None if nobody missed it


def secure() -> Loss:
    """Put streams that do not fail in the place of the standard ones, and return what is known of standard output."""
    lost = Loss()
    if sys.stdin is None:
        sys.stdin = open(_nothing(), encoding="utf-8")  # noqa: SIM115  for as long as the process lives
    sys.stdout = _forgiving(sys.stdout, lost)
    sys.stderr = _forgiving(sys.stderr, Loss())
    return lost


def finish() -> None:
    """Write what is still waiting: at the end of Python itself it would be too late to tell that it is lost."""
    sys.stdout.flush()
    sys.stderr.flush()


def _nothing() -> int:
    """Open a descriptor that is empty and takes nothing; the lowest that is free, lest a file get a standard number."""
    return os.open(os.devnull, os.O_RDONLY)


def _forgiving(stream: TextIO | None, lost: Loss) -> TextIO:
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(_Closed(_nothing(), lost, stream)), "utf-8", "backslashreplace")
    binary = getattr(stream, "buffer", None)
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(getattr(binary, "raw", binary), io.FileIO):
        return stream  # somebody else's, as in a test or on a console of Windows
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Sink(stream.fileno(), lost, stream)),
        encoding=stream.encoding,
        errors="backslashreplace" if stream.errors == "strict" else stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class _Sink(io.RawIOBase):
    """Writes to a descriptor, and takes what cannot be written as written."""

    def __init__(self, descriptor: int, lost: Loss, before: TextIO | None) -> None:
        self._descriptor, self._lost = descriptor, lost
        self._before = before  # which would close the descriptor when nobody has it any more

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    def write(self, data: ReadableBuffer) -> int:
        size = memoryview(data).nbytes
        while True:
            try:
                return os.write(self._descriptor, data)
            except BlockingIOError:  # some make a pipe that does not wait, and share it with us
                select.select([], [self._descriptor], [])
            except BrokenPipeError:
                return size
            except OSError as error:
                return self._lose(size, error.strerror)

    def _lose(self, size: int, why: str | None) -> int:
        self._lost.reason = self._lost.reason or why or "the system does not say why"
        return size


class _Closed(_Sink):
    """What was closed before gilbench was started."""

    def write(self, data: ReadableBuffer) -> int:
        return self._lose(memoryview(data).nbytes, "it was closed")
