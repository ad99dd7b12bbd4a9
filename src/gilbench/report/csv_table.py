"""results.csv and figures.csv: what was measured, for other programs."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS, Page

# A spreadsheet takes a text that starts like this for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@")


def results(page: Page) -> str:
    """Write one row per trial and target: full precision, true/false, nothing where nothing was measured."""
    return table(RESULT_COLUMNS, page.results)


def figures(page: Page) -> str:
    """Write one row per figure of a trial, by the same rules."""
    return table(FIGURE_COLUMNS, page.figures)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows under the header that other programs rely on."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def cell(value: Any) -> str:
    """Write one value."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return float.__repr__(value)
        case str():
            # A lone carriage return would end the row: the csv module quotes only what its own line end is made of.
            text = value.replace("\r\n", "\n").replace("\r", "\n")
            return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
        case _:
            return str(value)
