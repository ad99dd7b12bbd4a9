"""Less of a section, where not all of it fits: the beginning of each long table and list, and how much is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gilbench import fmt
from gilbench.model import Section
from gilbench.model.blocks import Block, Chart, Entries, Folded, Group, Lanes, Matrix, Note, Table

ROWS = 12  # of a table, a list or a matrix
WHERE = "in index.html and results.csv, in the run folder"


def shortened(section: Section) -> Section:
    """Return the section with no more than ROWS rows in each of its tables and lists; what is missing is counted."""
    return replace(section, blocks=tuple(_blocks(section.blocks)))


def only_named(section: Section) -> Section:
    """Return the section with a note in place of all that is in it."""
    return replace(section, blocks=(Note(f"Left out here for want of room: it is {WHERE}."),))


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Block]:
    match block:
        case Table(rows=rows) if not block.searchable:  # of those only the number is told anyway
            yield replace(block, rows=rows[:ROWS])
            yield from _missing(len(rows), "row")
        case Matrix(rows=rows):
            yield replace(block, rows=rows[:ROWS])
            yield from _missing(len(rows), "row")
        case Entries(entries):
            yield Entries(entries[:ROWS])
            yield from _missing(len(entries), "line")
        case Chart() | Lanes():
            yield replace(block, values=None)
        case Group() | Folded():
            yield replace(block, blocks=tuple(_blocks(block.blocks)))
        case _:
            yield block


def _missing(number: int, noun: str) -> Iterator[Note]:
    if number > ROWS:
        yield Note(f"{fmt.plural(number - ROWS, f'more {noun}')} {WHERE}.")
