"""A comparison for other programs: JSON and CSV, every row of it, with full precision."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from gilbench.compare.records import Comparison, ComparisonRow
from gilbench.report.csv_table import cell

SCHEMA = 1
COLUMNS = (
    *("experiment", "workload", "strategy", "workers", "base", "new", "ratio", "low", "high", "verdict"),
    *("margin", "rounds_needed"),
    *("before", "after", "unit", "parameters"),
)


def as_json(comparison: Comparison) -> str:
    """Write the rows, the lowest ratio first; `floor` is the noise floor, a share, null if no run measured one."""
    rows = [dict(zip(COLUMNS, _values(row), strict=True)) for row in comparison.rows]
    content = {"schema": SCHEMA, "floor": comparison.floor, "rows": rows}
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(comparison: Comparison) -> str:
    """Write the same rows as a table."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(_cells(comparison))
    return text.getvalue()


def _cells(comparison: Comparison) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for row in comparison.rows:
        yield [cell(value) for value in _values(row)]


def _values(row: ComparisonRow) -> tuple[Any, ...]:
    return (
        row.experiment,
        row.workload,
        row.strategy,
        row.workers,
        row.base,
        row.new,
        row.ratio.value,
        row.ratio.low,
        row.ratio.high,
        row.verdict,
        row.margin,
        row.rounds_needed,
        row.before.value,
        row.after.value,
        row.unit,
        row.parameters,
    )
