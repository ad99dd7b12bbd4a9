"""Read what a target wrote: it may have put anything in the place of its answer, or of what it printed."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from gilbench import foreign
from gilbench.inside.telling import plain

LONGEST = foreign.MIB  # of a line, and of a document
MOST = 16 * foreign.MIB  # of all lines: ten thousand workloads are described in 6 MiB
_ANY = 1 << 62  # bytes: only a part of what it printed is read
_UNDECODED = (msgspec.MsgspecError, ValueError, RecursionError)


class UnreadableError(Exception):
    """What a target wrote cannot be its answer; the message is a clause that says why."""


@dataclass(frozen=True)
class Answer:
    """The records of a target, up to the first line that is cut off or is none."""

    lines: list[dict[str, Any]]
    broken: str = ""  # why there are no more, if that is because of a line


def lines(path: Path) -> Answer:
    """Return the records that a target appended to a file; none if there is no such file.

    Raises UnreadableError if it is no regular file, or larger than any answer.
    """
    found: list[dict[str, Any]] = []
    try:
        for line in foreign.lines(path, LONGEST, MOST):
            record = _decoded(line)
            if not isinstance(record, dict):
                return Answer(found, f"line {len(found) + 1} of its answer is no record")
            found.append(record)
    except FileNotFoundError:
        return Answer(found)
    except OSError as error:
        raise _unreadable(path, error) from error
    except _UNDECODED as error:
        return Answer(found, f"line {len(found) + 1} of its answer: {plain(str(error))}")
    return Answer(found)


def document(path: Path) -> Any:
    """Return what a file of JSON holds; raises UnreadableError if it cannot be read, or is none."""
    try:
        return _decoded(foreign.read(path, LONGEST))
    except OSError as error:
        raise _unreadable(path, error) from error
    except _UNDECODED as error:
        raise UnreadableError(f"{path.name}: {plain(str(error))}") from error


def head(path: Path, size: int) -> str:
    """Return the beginning of what a target printed, at most so many bytes; nothing if it cannot be read."""
    return _part(path, 0, size)


def tail(path: Path, size: int) -> str:
    """Return the end of what a target printed, at most so many bytes; nothing if it cannot be read."""
    return _part(path, max(0, printed(path) - size), size)


def last_line(path: Path) -> str:
    """Return the last line that a target printed, in one line that can be shown; empty if it printed nothing."""
    said = tail(path, 1 << 16).strip().splitlines()
    return plain(said[-1]) if said else ""


def printed(path: Path) -> int:
    """Return how many bytes a target printed; 0 if that cannot be told."""
    try:
        with foreign.opened(path, _ANY) as file:
            return os.fstat(file.fileno()).st_size
    except OSError:
        return 0


def _part(path: Path, start: int, size: int) -> str:
    try:
        with foreign.opened(path, _ANY) as file:
            file.seek(start)
            return file.read(size).decode("utf-8", errors="replace")
    except OSError:
        return ""


def _decoded(text: bytes) -> Any:
    """Decode JSON; what it holds can be stored again: numbers that are none and half of a character are refused."""
    return msgspec.json.decode(text)


def _unreadable(path: Path, error: OSError) -> UnreadableError:
    return UnreadableError(f"{path.name} cannot be read: {error.strerror or error}")
