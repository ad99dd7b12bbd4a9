"""What a page hands out, packed so that no figure is in it twice; its script puts the files together again.

A row of figures repeats what its result says of the trial, and most figures are those of a column of results: what can
be copied from there is left out here.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS, Page
from gilbench.report import json_page, json_verdict
from gilbench.report.data_block import by_column

NAMES = ("results.csv", "figures.csv", "verdict.json", "report.json")
PART = "\x1d"  # between parts; none has a control character but those of `by_column` and `json_page.MARK`
COPIED = "="  # what stands in the source, see `_sources`; no value of JSON is written so

_TRIAL = [name for name in FIGURE_COLUMNS if name in RESULT_COLUMNS]
_OF_TRIAL = [RESULT_COLUMNS.index(name) for name in _TRIAL]
_IN_FIGURES = [FIGURE_COLUMNS.index(name) for name in _TRIAL]
_MEASURED = [FIGURE_COLUMNS.index(name) for name in ("value", "low", "high", "n")]
_KIND = [FIGURE_COLUMNS.index(name) for name in ("figure", "unit", "better")]
_FIGURE = FIGURE_COLUMNS.index("figure")
_ENDS = {"value": "", "low": "_low", "high": "_high"}  # of the columns of results that a figure has

Row = Sequence[str]
Sources = tuple[str | int, ...]


def text(page: Page) -> str:
    """Return all that the files are made of: results, what figures have of their own, where the rest is, JSON."""
    results = list(json_page.result_tokens(page))
    left, kinds = _left(results, json_page.figure_tokens(page))
    told = json.dumps(kinds, ensure_ascii=False, separators=(",", ":"))
    return PART.join((by_column(results), by_column(left), told, json_page.frame(page), json_verdict.render(page)))


def _left(results: Sequence[Row], figures: Iterator[Row]) -> tuple[list[list[str]], list[Sources]]:
    """Return a row for each figure, and the kinds of figures, each with the sources of its cells.

    A row has how many results and kinds further it is than the row before, then the cells that were measured. The names
    of columns are a row like others.
    """
    known: dict[Row, int] = {}
    kinds: list[Sources] = []
    rows, last_result, last_kind = [], 0, 0
    for place, found in enumerate(_of_each(results, figures)):
        for figure in found:
            kind = known.setdefault(_places(figure, _KIND), len(known))
            if kind == len(kinds):
                kinds.append(_sources(figure))
            measured = [_own(figure[each], kinds[kind][each], results[place]) for each in _MEASURED]
            rows.append([str(place - last_result), str(kind - last_kind), *measured])
            last_result, last_kind = place, kind
    return rows, kinds


def _of_each(results: Sequence[Row], figures: Iterator[Row]) -> Iterator[Sequence[Row]]:
    """Yield the rows of figures of each result, whose order they come in; the names of columns belong together too.

    There are millions of cells in a large run: no more of them are there at a time than those of one result.
    """
    yield [next(figures)]
    trials = groupby(figures, lambda row: _places(row, _IN_FIGURES))
    waiting = next(trials, None)
    for result in results[1:]:
        if waiting is not None and waiting[0] == _places(result, _OF_TRIAL):
            yield list(waiting[1])
            waiting = next(trials, None)
        else:
            yield ()
    if waiting is not None:
        raise ValueError(f"figures of no result: {waiting[0]}")


def _places(row: Row, places: Iterable[int]) -> tuple[str, ...]:
    return tuple(row[place] for place in places)


def _sources(figure: Row) -> Sources:
    """Return for each cell of a figure the place of what it repeats in its result, or else what it is."""
    return tuple(_source(name, cell, figure[_FIGURE]) for name, cell in zip(FIGURE_COLUMNS, figure, strict=True))


def _source(column: str, cell: str, figure: str) -> str | int:
    if figure == "figure":  # the names of columns
        return column
    match column:
        case "value" | "low" | "high":
            wanted = f"{figure[1:-1]}{_ENDS[column]}"
        case "n":
            wanted = "rounds"
        case name:
            wanted = name
    if wanted in RESULT_COLUMNS:
        return RESULT_COLUMNS.index(wanted)
    return "" if column in _ENDS else cell


def _own(cell: str, source: str | int, result: Row) -> str:
    repeated = result[source] if isinstance(source, int) else source
    return COPIED if cell == repeated else cell
