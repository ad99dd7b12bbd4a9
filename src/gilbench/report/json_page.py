"""What a run came to as JSON (`--format json`): the record of its page, without what is drawn and told from it.

A field stands on a line of its own, a row of results or figures too, and `verdict` is verdict.json as it is: so a page
can put it together from what it carries anyway.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from json.encoder import encode_basestring
from typing import Any

import msgspec

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS, Page, Section
from gilbench.report import csv_table, json_verdict

MARK = "\x1c"  # stands for what `frame` leaves out; JSON has no control characters
_SHOWN = ("id", "title", "question")  # of a section: its figures are rows of `figures`


def render(page: Page) -> str:
    """Write every field of the page, in the order in which the record states them."""
    head, between, further, tail = frame(page).split(MARK)
    results, figures = _rows(result_tokens(page)), _rows(figure_tokens(page))
    return "".join((head, json_verdict.render(page).rstrip(), between, results, further, figures, tail))


def frame(page: Page) -> str:
    """Return the page with a mark in place of its verdict, of its results and of its figures."""
    lines = [f"{_text(name)}: {value}" for name, value in _fields(page)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _fields(page: Page) -> Iterator[tuple[str, str]]:
    for field in fields(page):
        match field.name:
            case "verdict":
                yield field.name, MARK
            case "results" | "figures":
                yield field.name, f"[{MARK}\n]"
            case "sections":
                yield field.name, _text([_section(each) for each in page.sections])
            case "unsaid":  # part of the verdict
                pass
            case name:
                yield name, _text(msgspec.to_builtins(getattr(page, name)))


def _section(section: Section) -> dict[str, str]:
    return {name: getattr(section, name) for name in _SHOWN}


def result_tokens(page: Page) -> Iterator[list[str]]:
    """Yield the values of results as JSON writes them, row by row, empty where it writes null; the names first."""
    return _tokens(RESULT_COLUMNS, page.results)


def figure_tokens(page: Page) -> Iterator[list[str]]:
    """Yield those of figures."""
    return _tokens(FIGURE_COLUMNS, page.figures)


def _tokens(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    yield list(columns)
    for row in map(csv_table.rounded, rows):
        yield [_token(row.get(column)) for column in columns]


def _token(value: Any) -> str:
    """Write a value as its cell in a table is written, so that both say the same."""
    cell = csv_table.cell(value)
    return encode_basestring(cell) if cell and isinstance(value, str) else cell  # as `json.dumps` does, but soon


def _rows(tokens: Iterable[Sequence[str]]) -> str:
    names, *rows = tokens
    return ",".join(_row(names, row) for row in rows)


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    fields = (f'"{name}":{token or "null"}' for name, token in zip(names, row, strict=True))
    return f"\n{{{','.join(fields)}}}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
