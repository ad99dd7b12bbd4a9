"""Read what a target wrote into its files: it may have put anything in the place of an answer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from gilbench import foreign
from gilbench.inside.telling import plain

LONGEST = foreign.MIB  # of a line, and of a document
MOST = 16 * foreign.MIB  # of all lines: ten thousand workloads are described in 6 MiB
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


def _decoded(text: bytes) -> Any:
    """Decode JSON; what it holds can be stored again: numbers that are none and half of a character are refused."""
    return msgspec.json.decode(text)


def _unreadable(path: Path, error: OSError) -> UnreadableError:
    return UnreadableError(f"{path.name} cannot be read: {error.strerror or error}")
