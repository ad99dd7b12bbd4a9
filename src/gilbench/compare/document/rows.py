"""Every row, to be searched: what changed, from what to what, and how much that is beside the noise."""

from collections.abc import Iterable
from dataclasses import dataclass

from gilbench import fmt
from gilbench.compare import words
from gilbench.compare.document.names import Names, names
from gilbench.compare.document.strength import clearest_first, strength
from gilbench.compare.records import Comparison, ComparisonRow
from gilbench.model import Estimate, Section
from gilbench.model.blocks import Cell, Column, Content, Table
from gilbench.report import palette

ORDER = 25

_SHOWN = 50  # rows that stand in the page; a script shows the others
_SECONDS = "s"


@dataclass(frozen=True)
class _Levels:
    """How what the sides came to is written: all rows in one unit of time, or each in its own unit."""

    unit: fmt.TimeUnit | None

    def head(self, side: str) -> Column:
        """Return the column of a side, which sorts by size only where all cells have one unit."""
        return Column(side) if self.unit is None else Column(f"{side}, {self.unit.name}", numeric=True)

    def cell(self, level: Estimate, unit: str) -> str:
        """Write what a side came to, with its interval."""
        if self.unit is None:
            return fmt.quantity(level.value, unit)
        value = fmt.in_unit(level.value, self.unit)
        if level.low is None or level.high is None:
            return value
        return f"{value} ({fmt.in_unit(level.low, self.unit)}–{fmt.in_unit(level.high, self.unit)})"


def section(comparison: Comparison) -> Section:
    """Return the table: clear differences first, and those of most change ÷ noise."""
    rows = clearest_first(comparison.rows)
    levels = _levels(rows)
    known = names(comparison)
    heads = ("workload", "class of work", "strategy", *(("Python",) if known.several else ()))
    columns = (
        *map(Column, heads),
        Column("workers", numeric=True),
        Column(words.HEAD[-1]),
        Column("change ÷ noise", numeric=True),
        levels.head("before"),
        levels.head("after"),
        Column("margin", numeric=True),
    )
    table = Table(
        "All rows: geometric means over rounds, 95 % intervals in brackets",
        columns,
        tuple(_cells(row, known, levels) for row in rows),
        shown=_SHOWN,
        searchable=True,
        words=tuple(map(_found_by, rows)),
        shape="tall",
    )
    return Section("results", ORDER, "All rows", "What exactly was compared?", (table,))


def _levels(rows: Iterable[ComparisonRow]) -> _Levels:
    known = list(rows)
    if {row.unit for row in known} != {_SECONDS}:
        return _Levels(None)
    return _Levels(fmt.unit_for(row.before.value for row in known))


def _cells(row: ComparisonRow, known: Names, levels: _Levels) -> tuple[Content, ...]:
    return (
        known.work(row.workload, row.experiment),
        row.workload_class,
        row.strategy_in_words or fmt.MISSING,
        *((known.side(row),) if known.several else ()),
        fmt.count(row.workers),
        Cell(words.outcome(row), state=row.verdict, effect=row.ratio.value),
        fmt.factor(strength(row)),
        levels.cell(row.before, row.unit),
        levels.cell(row.after, row.unit),
        fmt.share(row.margin),
    )


def _found_by(row: ComparisonRow) -> str:
    """Return the words that a row is found by besides its own: "threads", the key of its strategy, both sides."""
    family = palette.FAMILIES[row.family].label if row.family in palette.FAMILIES else row.family
    return " ".join(filter(None, (row.experiment, row.family, family, row.strategy, row.base, row.new)))
