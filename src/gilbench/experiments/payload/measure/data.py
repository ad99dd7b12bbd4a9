"""The data that are handed over, of a given number of bytes of content, and how one is told from another."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from typing import Any, Callable, NamedTuple

_NUMBER, _STRINGS = 8, 32  # bytes of content of an integer, and of a key with its value
_BLOCK = 1 << 10
_FIRST = 1 << 40  # large enough for every integer to be an object of its own


class Kind(NamedTuple):
    """A kind of data."""

    made: Callable[[int], Any]  # from bytes of content
    copies: int  # bytes that all copies of a byte of content take together, at most, in all processes


def missing(kind: str) -> str | None:
    """Return what this interpreter lacks for a kind of data; None if it has everything."""
    lacking = kind == "ndarray" and importlib.util.find_spec("numpy") is None
    return "this interpreter has no numpy" if lacking else None


def same(one: Any, other: Any) -> bool:
    """Tell whether two of a kind have the same content."""
    if type(one) is not type(other):
        return False
    if hasattr(one, "dtype"):
        return bool(one.dtype == other.dtype and one.shape == other.shape and (one == other).all())
    return bool(one == other)


def _bytes(size: int) -> bytes:
    """Return bytes of which no 1024 in a row are like the next ones."""
    pattern = bytes(range(256)) * (_BLOCK // 256 - 1)
    blocks = (number.to_bytes(8, "little") * 32 + pattern for number in range(1, size // _BLOCK + 1))
    return b"".join(blocks)


def _integers(size: int) -> list[int]:
    return list(range(_FIRST, _FIRST + size // _NUMBER))


def _strings(size: int) -> dict[str, str]:
    return {f"key {number:012d}": f"text {number:011d}" for number in range(size // _STRINGS)}


def _ndarray(size: int) -> Any:
    numpy: Any = importlib.import_module("numpy")
    return numpy.arange(_FIRST, _FIRST + size // _NUMBER, dtype=numpy.int64)


KINDS: Mapping[str, Kind] = {
    "bytes": Kind(_bytes, 32),
    "integers": Kind(_integers, 64),
    "strings": Kind(_strings, 64),
    "ndarray": Kind(_ndarray, 32),
}
