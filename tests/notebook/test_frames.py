"""The frames are what stands in results.csv and figures.csv, cell by cell, with types that do not depend on the run."""

import csv
from dataclasses import replace
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.known import build
from tests.page import runs
from tests.report import pages

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS
from gilbench.notebook import frames
from gilbench.report import csv_table

TEXTS = {
    *("run", "experiment", "workload", "kind", "strategy", "start_method", "target", "implementation", "version"),
    *("state", "reason", "workload_class", "family", "size", "flags", "verdict", "parameters", "figure", "unit"),
    "better",
}
TRUTHS = {"free_threaded", "gil_enabled"}
COUNTS = {"workers", "rounds", "items"}
# A new column of a table is to be named here, in TEXTS, TRUTHS or COUNTS, and where `frames` says the same.
FLOATS = {
    *("seconds", "seconds_low", "seconds_high", "speedup", "speedup_low", "speedup_high", "cpu_per_wall", "running"),
    *("ready", "blocked", "efficiency", "serial_fraction", "cpu_seconds", "voluntary_switches", "overlap"),
    *("involuntary_switches", "start_skew", "rounds_needed", "serial_fraction_low", "serial_fraction_high", "gil_gap"),
    *("gil_gap_low", "gil_gap_high", "parallelism", "gil_wait", "idle_speedup", "idle_speedup_low"),
    *("idle_speedup_high", "held_share", "held_share_low", "held_share_high", "cpu_against_serial"),
    *("cpu_against_serial_low", "cpu_against_serial_high", "seconds_per_item", "seconds_per_item_low"),
    *("seconds_per_item_high", "value", "low", "high", "n"),
}
TABLES = pytest.mark.parametrize(
    ("frame", "write", "columns"),
    [
        pytest.param(frames.results, csv_table.results, RESULT_COLUMNS, id="results"),
        pytest.param(frames.figures, csv_table.figures, FIGURE_COLUMNS, id="figures"),
    ],
)
RUNS = pytest.mark.parametrize("run", ["full", "one_target", "empty", "hostile"])


def page(run):
    return build(getattr(runs, run)())


def cell(value):
    """Return a value of a frame as its type says it; None for what is missing."""
    if pd.isna(value):
        return None
    return str(value).lower() if isinstance(value, bool | np.bool_) else value


def read(text, name):
    """Return a field of a file as a value of that column."""
    if not text:
        return None
    return text if name in TEXTS | TRUTHS else float(text)


@TABLES
@RUNS
def test_every_cell_is_what_stands_in_the_file(run, frame, write, columns):
    made = page(run)
    header, *rows = csv.reader(StringIO(write(made), newline=""))
    found = frame(made)
    assert list(found.columns) == ["run", *columns] == ["run", *header]
    assert len(found) == len(rows)
    for row, values in zip(rows, found.itertuples(index=False), strict=True):
        assert [cell(each) for each in values[1:]] == list(map(read, row, columns))
    assert set(found["run"]) <= {made.run_id}


@TABLES
@RUNS
def test_whoever_reads_the_file_with_these_types_has_the_same_frame(tmp_path, run, frame, write, columns):
    made, path = page(run), tmp_path / "table.csv"
    path.write_text(write(made), encoding="utf-8", newline="")
    found = frame(made).drop(columns="run")
    again = pd.read_csv(path, dtype=dict(found.dtypes), keep_default_na=False, na_values=[""])
    pd.testing.assert_frame_equal(again, found, check_exact=True)
    assert list(again.columns) == list(columns)


@TABLES
@RUNS
def test_a_column_has_the_same_type_in_every_run(run, frame, write, columns):  # noqa: ARG001  `write` is of the table
    types = frame(page(run)).dtypes
    assert {*columns} <= TEXTS | TRUTHS | COUNTS | FLOATS
    text = pd.Series(["a"], dtype=str).dtype
    for name, found in types.items():
        assert found == (
            text if name in TEXTS else "boolean" if name in TRUTHS else "int64" if name in COUNTS else "float64"
        ), name


@given(st.text() | st.text(alphabet="\r\n\t,;'\" =a\x00\x1b"))
@example("None")
@example("NA")
@example("3.10")
@example("true")
def test_a_text_is_that_of_the_file_whatever_it_looks_like(text):
    row = dict.fromkeys(RESULT_COLUMNS) | {"workload": text, "workers": 2, "rounds": 1, "items": 3}
    found = frames.results(replace(pages.page(), results=(row,)))
    assert [cell(each) for each in found["workload"]] == [csv_table.cell(text) or None]
    assert list(found["workers"]) == [2]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_has_the_digits_of_the_file(number):
    row = dict.fromkeys(RESULT_COLUMNS) | {"seconds": number, "workers": 2, "rounds": 1, "items": 3}
    (found,) = frames.results(replace(pages.page(), results=(row,)))["seconds"]
    assert found == csv_table.rounded(row)["seconds"]
