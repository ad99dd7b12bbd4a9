"""Tables as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of cells, the head first, as lines with aligned columns: figures to the right, words to the left."""
    table = list(rows)
    columns = list(zip(*table))
    widths = [max(map(len, column)) for column in columns]
    right = [all(cell[:1] in "0123456789–±<>≥" for cell in column[1:]) for column in columns]
    lines = (
        "  ".join(
            cell.rjust(width) if figures else cell.ljust(width) for cell, width, figures in zip(row, widths, right)
        )
        for row in table
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
