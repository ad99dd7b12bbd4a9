"""A matrix on a terminal: side by side what fits, the rest below."""

from collections.abc import Iterator, Sequence

from gilbench import legible
from gilbench.model.blocks import Cell, Matrix
from gilbench.report.long_names import parts
from gilbench.report.states import LOOKS, figure
from gilbench.report.terminal_cells import groups, style
from gilbench.report.terminal_lines import GAP, Line, Span, widest


def lines(matrix: Matrix, width: int) -> Iterator[Line]:
    """Yield the lines of a matrix."""
    yield (Span(legible.one_line(matrix.title), "bold"), Span(f"{GAP}{legible.one_line(matrix.subtitle)}", "dim"))
    names = ["", *(legible.one_line(row.name) for row in matrix.rows)]
    leads = [matrix.lead, *(legible.one_line(row.lead) for row in matrix.rows)]
    left = [f"{name:<{widest(names)}}{GAP}{lead:>{widest(leads)}}" for name, lead in zip(names, leads, strict=True)]
    widths = [
        max(widest(_header_parts(column.name)), widest(_cell(row.cells[index]) for row in matrix.rows))
        for index, column in enumerate(matrix.columns)
    ]
    for number, block in enumerate(groups(widths, width - len(left[0]))):
        if number:
            yield ()
        yield from _block(matrix, left, block, widths)


def _block(matrix: Matrix, left: Sequence[str], block: range, widths: Sequence[int]) -> Iterator[Line]:
    """Write some columns of a table that is too wide to have all of them side by side."""
    headers = [_header_parts(matrix.columns[index].name) for index in block]
    height = max(len(parts) for parts in headers)
    for level in range(height):
        start = left[0] if level == height - 1 else " " * len(left[0])
        words = (parts[level - height + len(parts)] if level >= height - len(parts) else "" for parts in headers)
        cells = (f"{GAP}{word:>{widths[index]}}" for word, index in zip(words, block, strict=True))
        yield (Span(start + "".join(cells), "dim"),)
    for start, row in zip(left[1:], matrix.rows, strict=True):
        spans = [Span(f"{GAP}{_cell(row.cells[index]):>{widths[index]}}", style(row.cells[index])) for index in block]
        yield (Span(start), *spans)


def _header_parts(name: str) -> list[str]:
    """Stack a long name, a line for each of its parts."""
    return [part for word in legible.one_line(name).split() for part in parts(word)]


def _cell(cell: Cell) -> str:
    glyph = LOOKS[cell.state].glyph if cell.state else ""
    if not cell.text:
        return glyph
    return f"{glyph} {legible.one_line(figure(cell))}{'*' if cell.best else ' '}".lstrip()
