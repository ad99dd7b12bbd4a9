"""A table on a terminal: side by side the columns that fit, the others below, and every word of their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gilbench import fmt, legible
from gilbench.model.blocks import Cell, Column, Content, Table
from gilbench.report.states import signed
from gilbench.report.terminal_cells import groups, style
from gilbench.report.terminal_lines import GAP, Line, Span, widest, within, wrapped

# Letters that columns keep before they are set below each other: as long as frequent names and times are.
_NAMES = len("C that releases")
_OTHERS = len("ProcessPoolExecutor")
_NARROWEST = 8


@dataclass(frozen=True)
class _Column:
    """A column, its head first: the lines of each of its cells, and their styles."""

    cells: tuple[tuple[str, ...], ...]
    styles: tuple[str, ...]
    numeric: bool

    @property
    def natural(self) -> int:
        """Return how many letters it has where there is room enough."""
        return max(1, *map(widest, self.cells))

    def placed(self, row: int, width: int) -> list[str]:
        """Return the lines of a cell, broken and set for that many letters."""
        broken = (line for text in self.cells[row] for line in within(text, width))
        return [f"{line:{'>' if self.numeric else '<'}{width}}" for line in broken]


def lines(table: Table, width: int) -> Iterator[Line]:
    """Yield the lines of a table; of one that is too wide, some columns and below them the others."""
    yield from ((Span(line, "dim"),) for line in wrapped(legible.one_line(table.caption), width))
    rows = table.rows[: table.shown]
    names, *others = [
        _column(column, [row[place] for row in rows])
        for place, column in enumerate(table.columns)
        if column.form != "bars"
    ]
    for number, group in enumerate(_grouped(names, others, width)):
        if number:
            yield ()
        yield from _together([names, *group], width)
    if left := len(table.rows) - len(rows):
        yield (Span(f"{fmt.plural(left, 'more row')} in the page", "dim"),)


def _column(column: Column, contents: Sequence[Content]) -> _Column:
    cells = ((legible.one_line(column.name),), *map(_texts, contents))
    return _Column(cells, ("dim", *map(_style, contents)), column.numeric)


def _texts(cell: Content) -> tuple[str, ...]:
    if isinstance(cell, str):
        return (legible.one_line(cell),)
    first, *more = map(legible.one_line, (signed(cell), *cell.more))
    return tuple(filter(None, (f"{first}{'*' if cell.best else ''}", *more))) or ("",)


def _style(cell: Content) -> str:
    return style(cell) if isinstance(cell, Cell) else ""


def _grouped(names: _Column, others: Sequence[_Column], width: int) -> Iterator[Sequence[_Column]]:
    """Cut columns into groups that stand side by side without breaking more than long cells."""
    if not others:
        yield ()
    least = [min(each.natural, _OTHERS) for each in others]
    for group in groups(least, width - min(names.natural, _NAMES)):
        yield [others[place] for place in group]


def _together(columns: Sequence[_Column], width: int) -> Iterator[Line]:
    """Write columns side by side, a cell with several lines over several."""
    widths = _widths(columns, width)
    for row in range(len(columns[0].cells)):
        cells = [column.placed(row, room) for column, room in zip(columns, widths, strict=True)]
        for level in zip_longest(*cells, fillvalue=""):
            yield tuple(_spans(level, [column.styles[row] for column in columns], widths))


def _spans(texts: Sequence[str], styles: Sequence[str], widths: Sequence[int]) -> Iterator[Span]:
    for place, (text, look, room) in enumerate(zip(texts, styles, widths, strict=True)):
        if place:
            yield Span(GAP)
        yield Span(f"{text:<{room}}", look)


def _widths(columns: Sequence[_Column], width: int) -> list[int]:
    """Return widths of columns that fit side by side: the widest give way, and nobody beyond need."""
    widths = [each.natural for each in columns]
    kept = [min(widths[0], _NAMES), *(min(each, _OTHERS) for each in widths[1:])]
    for least in (kept, [min(each, _NARROWEST) for each in kept]):
        while sum(widths) + len(GAP) * (len(widths) - 1) > width:
            wide = [place for place, room in enumerate(widths) if room > least[place]]
            if not wide:
                break
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths
