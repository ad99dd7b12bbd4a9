"""Open files that others may have made: regular ones only, and no more of them than there is a use for.

Every function raises OSError with its reason in words, never for want of memory, and never waits for a writer.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MIB = 1 << 20
MOST = 64 * MIB  # of a file that is read as a whole

_KINDS = (
    (stat.S_ISDIR, errno.EISDIR, "Is a directory"),
    (stat.S_ISFIFO, errno.EINVAL, "Is a named pipe, not a file"),
    (stat.S_ISSOCK, errno.EINVAL, "Is a socket, not a file"),
)
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)  # neither is on Windows


def read(path: Path, most: int = MOST) -> bytes:
    """Return what is in a file of at most so many bytes."""
    with opened(path, most) as file:
        content = file.read(most + 1)
    if len(content) > most:  # it grew
        raise _too_large(most)
    return content


def read_text(path: Path, most: int = MOST) -> str:
    """Return the text of a file of at most so many bytes; raises UnicodeDecodeError if it is not UTF-8."""
    return read(path, most).decode("utf-8")


def opened(path: Path, most: int) -> BinaryIO:
    """Open a regular file of at most so many bytes to read it."""
    _require(path.stat(), most)  # before it is opened: that alone makes some devices do something
    file = open(path, "rb", opener=_at_once)  # noqa: SIM115  pathlib takes no opener
    try:
        _require(os.fstat(file.fileno()), most)
    except OSError:
        file.close()
        raise
    return file


def lines(path: Path, longest: int, most: int) -> Iterator[bytes]:
    """Yield the whole lines of a file of at most so many bytes, one at a time; one that is cut off is left out."""
    with opened(path, most) as file:
        while line := file.readline(longest + 1):
            if line.endswith(b"\n"):
                yield line
            elif len(line) > longest:
                raise OSError(errno.EFBIG, f"Has a line of more than {_in_words(longest)}")


def _require(found: os.stat_result, most: int) -> None:
    for is_one, number, words in _KINDS:
        if is_one(found.st_mode):
            raise OSError(number, words)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "Is a device, not a file")
    if found.st_size > most:
        raise _too_large(most)


def _too_large(most: int) -> OSError:
    return OSError(errno.EFBIG, f"Has more than {_in_words(most)}")


def _in_words(size: int) -> str:
    return f"{size // MIB} MiB" if size >= MIB else f"{size} bytes"


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _FLAGS)
