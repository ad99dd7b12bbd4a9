"""Where a long table is cut: its first rows stand in the page, the others are packed and come when asked for."""

import json
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup

from gilbench.model.blocks import Matrix, MatrixRow, Table

MOST_ROWS = 12  # of a table that stand in a page as HTML
MOST_TERMS = 40  # of a list of remarks or terms
MOST_OF_MAP = 16  # rows of a map, which are what a reader looks along and down


def cut(table: Table) -> tuple[int, int]:
    """Return how many rows stand open, and how many stand in the page at all."""
    rows = len(table.rows)
    whole = {"cards", "facts"} & {*table.shape.split()}  # facts stand in no file beside the page
    most = rows if whole else min(rows, MOST_ROWS)
    return min(most, rows if table.shown is None else table.shown), most


def first_rows(matrix: Matrix) -> tuple[list[MatrixRow], list[MatrixRow]]:
    """Divide the rows of a map: of each group stand as many first ones in the page as of every other."""
    groups = [list(members) for _, members in groupby(matrix.rows, attrgetter("group"))]
    each = _evenly([len(members) for members in groups])
    return (
        [row for members in groups for row in members[:each]],
        [row for members in groups for row in members[each:]],
    )


def _evenly(sizes: Sequence[int]) -> int:
    """Return how many of each there may be at most."""
    longest = max(sizes, default=0)
    if sum(sizes) <= MOST_OF_MAP:
        return longest
    return max(1, *(most for most in range(1, longest) if sum(min(most, size) for size in sizes) <= MOST_OF_MAP))


class Rest:
    """The packed rows of all tables of a page, by the name of the table."""

    def __init__(self) -> None:
        self._rows: dict[str, str] = {}

    def keep(self, name: str, rows: Markup) -> str:
        """Take the rows of a table as the template wrote them."""
        self._rows[name] = str(rows)
        return ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to unpack."""
        return bool(self._rows)

    def text(self) -> str:
        """Return all of them as JSON."""
        return json.dumps(self._rows, ensure_ascii=False, separators=(",", ":"))
