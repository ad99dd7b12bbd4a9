"""Which interpreter each part of the page is about, so that a reader can choose one for all of it.

Sections call an interpreter by its name: a column, a group, a chart or a paragraph that has one for its own is about
it. That is said once, on the finished sections, so that experiments of others have it too.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from gilbench.model import Section
from gilbench.model.blocks import Block, Chart, Column, Folded, Group, Lanes, Note, Table

_NAMES_ONE = frozenset({"interpreter", "Python"})  # what columns are called whose cells have a name each


def keyed(sections: Iterable[Section], names: Collection[str]) -> tuple[Section, ...]:
    """Return the sections with their blocks saying which of these interpreters they are about."""
    return tuple(replace(each, blocks=_blocks(each.blocks, names)) for each in sections)


def _blocks(blocks: Iterable[Block], names: Collection[str]) -> tuple[Block, ...]:
    return tuple(_block(each, names) for each in blocks)


def _block(block: Block, names: Collection[str]) -> Block:
    told = _inside(block, names)
    match told:
        case Chart(title=name) | Group(title=name) | Note(lead=name):
            return replace(told, about=told.about or _name(name.removesuffix(":"), names))
        case _:
            return told


def _inside(block: Block, names: Collection[str]) -> Block:
    """Return a block with what is in it saying what it is about."""
    match block:
        case Table():
            return _table(block, names)
        case Chart() | Lanes():
            return block if block.values is None else replace(block, values=_table(block.values, names))
        case Group() | Folded():
            return replace(block, blocks=_blocks(block.blocks, names))
        case _:
            return block


def _table(table: Table, names: Collection[str]) -> Table:
    return replace(table, columns=tuple(_column(each, names) for each in table.columns))


def _column(column: Column, names: Collection[str]) -> Column:
    named = column.subject or column.name in _NAMES_ONE
    return replace(column, about=column.about or _name(column.name, names), subject=named)


def _name(text: str, names: Collection[str]) -> str:
    return text if text in names else ""
