"""The geometric mean of each class of work and family of strategies; never one number over all classes."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.compare import words
from gilbench.compare.document.names import Names, Sides, names
from gilbench.compare.document.strength import clearest_first
from gilbench.compare.records import ClassRatio, Comparison
from gilbench.model import Section
from gilbench.model.blocks import Block, Column, Folded, Group, Note, Table
from gilbench.report import palette

ORDER = 5

_OPEN = 2  # tables that stand open
_READING = (
    "above 1 the new side is faster, below 1 slower; in brackets the 95 % interval. A mean is of one row unless more "
    "are named. None is over several classes or families: it would hide what each of them says."
)


def section(comparison: Comparison) -> Section | None:
    """Return a table for every two sides, those that changed most first, a row for each class; None without any."""
    if not comparison.means:
        return None
    blocks = (Group("Geometric means", tuple(_tables(comparison))), Note(_READING, "How to read it:"))
    return Section("means", ORDER, "By class of work", "Which kind of work changed?", blocks)


def _tables(comparison: Comparison) -> Iterator[Block]:
    known = names(comparison)
    tables = [
        _table(f"{known.sides[pair]}: {words.HEAD_OF_MEANS[-1]}", means, known)
        for pair in _sides(comparison)
        if (means := words.means(comparison, *pair))
    ]
    yield from tables[:_OPEN]
    yield from (Folded(table.caption, (table,)) for table in tables[_OPEN:])


def _sides(comparison: Comparison) -> list[Sides]:
    """Return every two sides, those with the clearest change first."""
    of_rows = [(row.base, row.new) for row in clearest_first(comparison.rows)]
    return list(dict.fromkeys([*of_rows, *words.sides(comparison)]))


def _table(caption: str, means: Sequence[ClassRatio], known: Names) -> Table:
    cells: dict[str, dict[str, str]] = {}
    for mean in means:
        cells.setdefault(known.work(mean.workload_class, mean.experiment), {})[mean.family] = _cell(mean)
    families = palette.in_order({mean.family for mean in means})
    rows = tuple((group, *(row.get(family, fmt.MISSING) for family in families)) for group, row in cells.items())
    heads = (Column(_family(family), numeric=True) for family in families)
    return Table(caption, (Column("class of work"), *heads), rows, shape="sticky")


def _family(name: str) -> str:
    look = palette.FAMILIES.get(name)
    return (name if look is None else look.label) or "without a strategy"


def _cell(mean: ClassRatio) -> str:
    rows = f", {fmt.plural(mean.rows, 'row')}" if mean.rows > 1 else ""
    return f"{fmt.ratio_interval(mean.ratio)}{rows}"
