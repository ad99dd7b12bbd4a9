"""results.csv: one row per trial and target, for other programs."""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from gilbench.model import RESULT_COLUMNS, ReportModel

# A spreadsheet takes a text that starts like this for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@")


def render(model: ReportModel) -> str:
    """Write the results with full precision: booleans as true/false, nothing where nothing was measured."""
    return table(model.results)


def table(rows: tuple[Mapping[str, Any], ...]) -> str:
    """Write rows of results under the header that other programs rely on."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(RESULT_COLUMNS)
    writer.writerows([cell(row.get(column)) for column in RESULT_COLUMNS] for row in rows)
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
