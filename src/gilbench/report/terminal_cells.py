"""What tables and matrices on a terminal have in common: groups of columns that fit, and how a cell looks."""

from collections.abc import Iterator, Sequence

from gilbench.model.blocks import Cell
from gilbench.report.terminal_lines import GAP

_STYLES = {
    "faster": "blue",
    "slower": "yellow",
    "wrong": "bold red",
    "failed": "bold red",
    "timed out": "bold red",
    "skipped": "dim",
    "not run": "dim",
}


def groups(widths: Sequence[int], room: int) -> Iterator[range]:
    """Cut columns into groups that fit; a group has at least one."""
    start, used = 0, 0
    for index, width in enumerate(widths):
        needed = width + len(GAP)
        if index > start and used + needed > room:
            yield range(start, index)
            start, used = index, 0
        used += needed
    if start < len(widths):
        yield range(start, len(widths))


def style(cell: Cell) -> str:
    """Return the style of a cell, which says nothing that its sign does not say."""
    found = _STYLES.get(cell.state or "", "")
    return f"bold {found}".strip() if cell.best else found
