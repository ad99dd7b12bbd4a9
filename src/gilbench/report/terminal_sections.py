"""Sections on a terminal: all of them, or as many as there is room for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gilbench import legible
from gilbench.model import Section
from gilbench.model.blocks import Block, Entries, Matrix, Note, Table
from gilbench.report import terminal_blocks
from gilbench.report.states import LOOKS
from gilbench.report.terminal_lines import HOLD, Line, Span, wrapped


def whole(sections: Sequence[Section], width: int) -> Iterator[Line]:
    """Yield the briefs of all sections; one that begins with words, which do not say of what, has its title."""
    for section in sections:
        lines = _blocks(section.brief, width)
        if isinstance(next(iter(section.brief), None), Note | Entries):
            yield from (next(lines), (Span(legible.one_line(section.title), "bold"),))
        yield from lines


def begun(sections: Sequence[Section], width: int, room: int) -> tuple[list[Line], int]:
    """Return the first sections that fit into so many lines, and how many are left out.

    The first is there whatever it takes, and the first table gives rows away until it fits: they are what a reader
    came for. Of the others nobody is shown a part.
    """
    told = [section.brief for section in sections if section.brief]
    tables = [place for place, blocks in enumerate(told) if any(isinstance(block, Table) for block in blocks)]
    lines: list[Line] = []
    for place, blocks in enumerate(told):
        left = room - len(lines)
        shown = _cut(blocks, width, left) if place and place in tables[:1] else list(_blocks(blocks, width))
        if place and len(shown) > left:
            return lines, len(told) - place
        lines += shown
    return lines, 0


def _cut(blocks: Sequence[Block], width: int, room: int) -> list[Line]:
    """Return the blocks with as many rows of each table as there is room for, at least one."""
    most = max(len(block.rows) for block in blocks if isinstance(block, Table))
    for rows in range(most, 0, -1):
        less = [replace(block, shown=rows) if isinstance(block, Table) else block for block in blocks]
        shown = list(_blocks(less, width))
        if len(shown) <= room:
            break
    return shown


def _blocks(blocks: Sequence[Block], width: int) -> Iterator[Line]:
    """Yield blocks with a line between them, and what the signs of maps mean; a note belongs to what is above it."""
    for place, block in enumerate(blocks):
        if not place or not isinstance(block, Note):
            yield ()
        yield from terminal_blocks.lines(block, width)
    yield from _signs([block for block in blocks if isinstance(block, Matrix)], width)


def _signs(maps: Sequence[Matrix], width: int) -> Iterator[Line]:
    states = {cell.state for each in maps for row in each.rows for cell in row.cells}
    signs = [f"{look.glyph} {look.word}" for state, look in LOOKS.items() if state in states]
    if signs:
        words = "   ".join(each.replace(" ", HOLD) for each in (*signs, "* best of its row"))
        yield from ((Span(line, "dim"),) for line in wrapped(words, width))
