"""results.csv and figures.csv as frames: the same columns, digits and texts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS, Page
from gilbench.report import csv_table

NAME = "run"  # the column that tells runs apart once they are put together

# Stated, since pandas would guess from what is there, which is another guess in a run without such texts or numbers.
_TEXTS = (
    *(
        NAME,
        "experiment",
        "workload",
        "kind",
        "strategy",
        "start_method",
        "target",
        "implementation",
        "version",
        "state",
    ),
    *("reason", "workload_class", "family", "size", "flags", "verdict", "parameters", "figure", "unit", "better"),
)
_BOOLEANS = ("free_threaded", "gil_enabled")
_COUNTS = ("workers", "rounds", "items")  # no row is without them
_TYPES: Mapping[str, Any] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(_BOOLEANS, "boolean"),
    **dict.fromkeys(_COUNTS, "int64"),
}


def results(page: Page) -> pd.DataFrame:
    """Return a row per trial and target: the name of the run, then the columns of results.csv."""
    return _frame(page.run_id, RESULT_COLUMNS, page.results)


def figures(page: Page) -> pd.DataFrame:
    """Return a row per figure of a trial: the name of the run, then the columns of figures.csv."""
    return _frame(page.run_id, FIGURE_COLUMNS, page.figures)


def _frame(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    cells = [csv_table.rounded(row) for row in rows]
    names = pd.Series([name] * len(cells), dtype=str)
    return pd.DataFrame({NAME: names, **{each: _column(each, cells) for each in columns}})


def _column(name: str, rows: Iterable[Mapping[str, Any]]) -> "pd.Series[Any]":
    column: pd.Series[Any] = pd.Series([_value(row.get(name)) for row in rows], dtype=_TYPES.get(name, float))
    return column


def _value(value: Any) -> Any:
    """Return what a file has for a value: an empty text is none there."""
    return csv_table.cell(value) or None if isinstance(value, str) else value
