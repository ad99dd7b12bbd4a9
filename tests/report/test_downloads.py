"""What a page hands out, put together as its script does it, and how little of it is packed."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report import pages

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS
from gilbench.report import downloads, json_page
from gilbench.report.data_block import CELL, COLUMN


def by_row(text):
    columns = [column.split(CELL) for column in text.split(COLUMN)]
    return [list(row) for row in zip(*columns, strict=True)]


def parts(page):
    return downloads.text(page).split(downloads.PART)


def put_together(page):
    """Return the tokens of results and of figures, as files.js does."""
    all_results, left, told, *_ = parts(page)
    results, kinds, figures, at, kind = by_row(all_results), json.loads(told), [], 0, 0
    for further, next_kind, *found in by_row(left):
        at, kind = at + int(further), kind + int(next_kind)
        copied = [results[at][each] if isinstance(each, int) else each for each in kinds[kind]]
        own = ["="] * 10 + found + ["="] * 2
        figures.append([copied[place] if each == "=" else each for place, each in enumerate(own)])
    return results, figures


PAGES = {"with figures": pages.measured, "without": pages.full}


@pytest.mark.parametrize("name", PAGES)
def test_results_and_figures_come_back(name):
    page = PAGES[name]()
    assert put_together(page) == (list(json_page.result_tokens(page)), list(json_page.figure_tokens(page)))


def test_what_results_have_is_not_packed_again():
    assert by_row(parts(pages.measured())[1]) == [
        ["0", "0", "=", "=", "=", "="],  # names of columns
        ["1", "1", "=", "=", "=", "="],
        ["0", "1", "2.5", "=", "=", "4"],
        ["1", "1", "=", "=", "=", "="],
        ["1", "1", "1048577.0", "-1e-05", "2e+16", "="],
        ["0", "1", "3", "=", "=", ""],
    ]


FOUND = st.tuples(
    st.sampled_from(["speedup", "seconds", "late", "size"]), st.none() | st.floats(0, 9) | st.integers(0, 10**9)
)


@given(st.lists(st.tuples(st.sampled_from(["ok", "skipped"]), st.lists(FOUND, max_size=3)), max_size=5))
@settings(max_examples=100)
def test_any_figures_come_back(trials):
    results, figures = [], []
    for workers, (state, found) in enumerate(trials, 1):
        trial = {"experiment": "throughput", "workers": workers, "state": state}
        results.append(dict.fromkeys(RESULT_COLUMNS) | trial | {name: each for name, each in found if name != "late"})
        figures.extend(
            dict.fromkeys(FIGURE_COLUMNS) | trial | {"figure": name, "value": each, "low": each} for name, each in found
        )
    page = replace(pages.full(), results=tuple(results), figures=tuple(figures))
    assert put_together(page) == (list(json_page.result_tokens(page)), list(json_page.figure_tokens(page)))


def test_figures_of_no_result_are_a_mistake():
    with pytest.raises(ValueError, match="figures of no result"):
        downloads.text(replace(pages.measured(), results=()))
