"""Data that a page carries beside what it shows: text, packed so that a script can unpack it without fetching anything.

A block is gzip in base64, as `DecompressionStream` and `atob` of every browser of today read it.
"""

import gzip
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence

from gilbench import legible
from gilbench.model.blocks import Cell, Content, Part, Table
from gilbench.report.states import signed

_LEVEL = 9  # a page is written once and mailed often
CELL, COLUMN = "\x1f", "\x1e"


def packed(text: str) -> str:
    """Return a text as gzip in base64, the same for the same text."""
    return b64encode(gzip.compress(text.encode(), _LEVEL, mtime=0)).decode("ascii")


def rows(table: Table) -> str:
    """Return every row of a table: its cells as text, then what it is found by besides them."""
    words = table.words or ("",) * len(table.rows)
    return by_column([*_texts(row), more] for row, more in zip(table.rows, words, strict=True))


def _texts(row: Sequence[Content]) -> Iterator[str]:
    return (_plain(signed(each) if isinstance(each, Cell) else each) for each in row)


def _plain(text: str) -> str:
    return "".join(letter for letter in legible.printable(text) if letter not in CELL + COLUMN)


def commands(table: Table) -> str:
    """Return of what the command lines of rows are made, as JSON: column, what its texts mean, what others do.

    A blank stands before all words but the first, so that a script has only to join them.
    """
    first, *others = table.commands
    parts = [_part(first, ""), *(_part(each, " ") for each in others)]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _part(part: Part, blank: str) -> tuple[int, dict[str, str], str]:
    meanings = {text: f"{blank}{words}" for text, words in part.meanings}
    return part.column, meanings, f"{blank}{part.otherwise}" if part.otherwise else ""


def by_column(rows: Iterable[Sequence[str]]) -> str:
    """Return a table column after column, which packs to two thirds of what it does in rows; a script turns it back.

    What stands between cells and columns are control characters: no cell of ours has one, it is written out there.
    """
    return COLUMN.join(CELL.join(column) for column in zip(*rows, strict=True))
