"""results.csv and figures.csv: what was measured, for other programs."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from string import ascii_letters, digits
from typing import Any
from unicodedata import category, normalize

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS, Page

# A spreadsheet takes a text that starts like this for a formula, some of them after blanks, some in full width as well.
_FORMULA_STARTS = ("=", "+", "-", "@")
_HARMLESS = frozenset(ascii_letters + digits)  # begin nearly all of the millions of texts that a large run has
_MOVES = ("\t", "\n", "\r")  # a text that starts like this may begin another cell or row where it is pasted


# Significant digits of a figure: a hundred-thousandth of it is far below what rounds can tell, and every page carries
# these files. Whole numbers (bytes, items) stay as they are.
_DIGITS = 5


def results(page: Page) -> str:
    """Write one row per trial and target: five digits, true/false, nothing where nothing was measured."""
    return table(RESULT_COLUMNS, map(rounded, page.results))


def figures(page: Page) -> str:
    """Write one row per figure of a trial, by the same rules."""
    return table(FIGURE_COLUMNS, map(rounded, page.figures))


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows under the header that other programs rely on."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if (value := row.get(column)) is None else cell(value) for column in columns] for row in rows)
    return text.getvalue()


def rounded(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row with as many digits as tables have."""
    return {name: _short(each) if isinstance(each, float) else each for name, each in row.items()}


def _short(value: float) -> float:
    return value if value.is_integer() else float(f"{value:.{_DIGITS}g}")


def cell(value: Any) -> str:
    """Write one value."""
    match value:
        case str() if value[:1] in _HARMLESS and value.isprintable():
            return value
        case str():
            text = _visible(value)
            return f"'{text}" if _runs(text) else text
        case bool():
            return "true" if value else "false"
        case float():
            return float.__repr__(value)
        case None:
            return ""
        case _:
            return str(value)


def _runs(text: str) -> bool:
    """Tell whether a spreadsheet may run a text, whatever blanks are in front and however wide its signs are."""
    return text.startswith(_MOVES) or normalize("NFKC", text.lstrip()[:1]).startswith(_FORMULA_STARTS)


def _visible(text: str) -> str:
    r"""Write what shows as nothing, and may change how the rest shows, as Python writes it: `\x1b`, `\u202e`.

    Tabs and new lines stay. A lone carriage return would end the row: the csv module quotes only what its own line end
    is made of.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter if _shows(letter) else _escaped(letter) for letter in lines)


def _shows(letter: str) -> bool:
    return letter.isprintable() or letter in "\t\n" or category(letter) == "Zs"


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
