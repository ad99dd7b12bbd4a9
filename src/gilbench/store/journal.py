"""The journal of a run: one line per trial and round, appended and synced."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from gilbench.store.files import explained, open_to_append, unwritable
from gilbench.store.records import Record

_BLOCK = 1 << 16  # bytes


class Journal:
    """The open end of a run's journal."""

    def __init__(self, path: Path) -> None:
        """Open the journal for appending; a line that was cut off by a crash is dropped."""
        self._path = path
        with explained(path):
            self._file = open_to_append(path)
            self._file.truncate(_whole_lines(self._file))
            self._file.seek(0, os.SEEK_END)

    def append(self, record: Record) -> None:
        """Store one record for good; raises StoreError, leaving the file as it was, if there is no room."""
        line = msgspec.json.encode(record) + b"\n"
        size = self._file.tell()
        try:
            _write_whole(self._file, line)
            os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(size)
            raise unwritable(self._path, error) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _write_whole(file: BinaryIO, line: bytes) -> None:
    if file.write(line) != len(line):  # a nearly full disk takes a part of it
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _whole_lines(file: BinaryIO) -> int:
    """Return where the last whole line ends, looking no further back than that."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _BLOCK)
        file.seek(start)
        place = file.read(end - start).rfind(b"\n")
        if place >= 0:
            return start + place + 1
        end = start
    return 0
