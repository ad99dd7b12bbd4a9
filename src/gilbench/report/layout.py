"""How blocks lie beside each other: what is in what, and what stands together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from gilbench.model.blocks import Block, Cell, Folded, Group, Matrix, Table


def everything(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and all that is in them, in the order of the page."""
    for block in blocks:
        yield block
        if isinstance(block, Group | Folded):
            yield from everything(block.blocks)


def kind(block: Block) -> str:
    """Return what a template calls a block."""
    return type(block).__name__.lower()


def of_kind(blocks: Iterable[Block], name: str) -> list[Block]:
    """Return all blocks of a kind, those within others included."""
    return [block for block in everything(blocks) if kind(block) == name]


def runs(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Return neighbours of one kind together, with their kind."""
    return [(name, list(members)) for name, members in groupby(blocks, kind)]


def matrices(blocks: Iterable[Block]) -> list[Matrix]:
    """Return the matrices that stand in a section itself, between which a reader may choose."""
    return [block for block in blocks if isinstance(block, Matrix)]


def neighbours(items: Sequence[Any], attribute: str) -> list[tuple[str, list[Any]]]:
    """Return neighbouring items that have an attribute in common, with its value."""
    same: Callable[[Any], str] = attrgetter(attribute)
    return [(value, list(members)) for value, members in groupby(items, same)]


def bar_names(blocks: Iterable[Block]) -> list[tuple[str, str]]:
    """Return what the parts of bars are called, with their tones, each once."""
    tables = [block for block in everything(blocks) if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row if isinstance(cell, Cell)]
    return list(dict.fromkeys((share.tone, share.name) for cell in cells for share in cell.bar))
