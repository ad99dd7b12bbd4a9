"""A comparison for other programs: JSON and CSV, every row of it, with full precision."""

import csv
import json
from io import StringIO
from typing import Any

from gilbench.compare.records import Comparison, ComparisonRow
from gilbench.report.csv_table import cell

SCHEMA = 1
COLUMNS = (
    *("experiment", "workload", "strategy", "workers", "base", "new", "ratio", "low", "high", "verdict"),
    *("margin", "rounds_needed"),
)


def as_json(comparison: Comparison) -> str:
    """Write the rows, the lowest ratio first; `floor` is the noise floor, a share, null if no run measured one."""
    rows = [dict(zip(COLUMNS, _values(row), strict=True)) for row in comparison.rows]
    content = {"schema": SCHEMA, "floor": comparison.floor, "rows": rows}
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(comparison: Comparison) -> str:
    """Write the same rows as a table."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _values(row)] for row in comparison.rows)
    return text.getvalue()


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
    )
