"""Calls that compute in C without the GIL, at a point where a lock may be held; each takes some milliseconds."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache, partial
from typing import Any

from gilbench.experiments.hidden_locks import records
from gilbench.experiments.hidden_locks.measure.things import AbsentError, Case, Thing

_HASHED = 3 << 19  # bytes
_COMPRESSED = 1 << 20  # bytes
_HAY, _NEEDLE = 80_000, 1_000  # letters
# A search, which asks for no memory meanwhile: SQLite may have one lock for the memory of all connections. Another text
# each time: one prepared statement cannot be stepped by two threads.
_SEARCH = "SELECT instr(printf('%.*c', {hay}, 'a') || 'b', printf('%.*c', {needle}, 'a') || 'b') -- {number}"
_numbers = itertools.count()


@contextmanager
def _hash() -> Iterator[Thing]:
    import hashlib  # noqa: PLC0415  targets are described without it

    made, data = hashlib.sha512(), bytes(_HASHED)

    def right(returned: list[Any]) -> bool:
        return made.digest() == _digest(len(returned))

    yield Thing(partial(made.update, data), right)


@lru_cache
def _digest(updates: int) -> bytes:
    import hashlib  # noqa: PLC0415  as above

    return hashlib.sha512(bytes(_HASHED) * updates).digest()


@contextmanager
def _compress() -> Iterator[Thing]:
    import zlib  # noqa: PLC0415  as above

    made, data = zlib.compressobj(1), bytes(_COMPRESSED)

    def right(returned: list[Any]) -> bool:
        """Tell whether all went through it: a stream ends in the checksum of what it holds."""
        return int.from_bytes(made.flush()[-4:], "big") == zlib.adler32(data * len(returned))

    yield Thing(partial(made.compress, data), right)


@contextmanager
def _sqlite() -> Iterator[Thing]:
    try:
        import sqlite3  # noqa: PLC0415  as above
    except ImportError as error:
        raise AbsentError(f"this interpreter has no sqlite3: {error}") from None

    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        if ("THREADSAFE=1",) not in connection.execute("PRAGMA compile_options").fetchall():
            raise AbsentError("its SQLite is not built for threads that share a connection")

        def search() -> int:
            statement = _SEARCH.format(hay=_HAY, needle=_NEEDLE, number=next(_numbers))
            return int(connection.execute(statement).fetchone()[0])

        yield Thing(search, lambda returned: returned == [_HAY - _NEEDLE + 1] * len(returned))


def cases() -> dict[str, Case]:
    """Return the calls by name."""
    made = {records.HASH: _hash, records.COMPRESS: _compress, records.SQLITE: _sqlite}
    return {name: Case(each, each) for name, each in made.items()}
