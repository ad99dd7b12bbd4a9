import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report import pages

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS
from gilbench.report import csv_table


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("write", "field", "columns"),
    [
        pytest.param(csv_table.results, "results", RESULT_COLUMNS, id="results"),
        pytest.param(csv_table.figures, "figures", FIGURE_COLUMNS, id="figures"),
    ],
)
def test_there_is_a_header_and_a_row_for_everything(write, field, columns):
    row = dict.fromkeys(columns) | {"workload": "primes", "workers": 2}
    header, *rows = read(write(pages.page(**{field: (row, row)})))
    assert tuple(header) == columns
    assert [(found[columns.index("workload")], found[columns.index("workers")]) for found in rows] == [
        ("primes", "2"),
        ("primes", "2"),
    ]
    assert read(write(pages.page())) == [list(columns)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(None, "", id="not measured"),
        pytest.param(True, "true", id="true"),
        pytest.param(False, "false", id="false"),
        pytest.param(2, "2", id="count"),
        pytest.param(0.1 + 0.2, "0.30000000000000004", id="full precision"),
        pytest.param(-0.5, "-0.5", id="a negative number is no formula"),
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-x", "'-x", id="minus"),
        pytest.param("@x", "'@x", id="at"),
        pytest.param("a=b", "a=b", id="sign further in"),
    ],
)
def test_a_value_is_written_for_programs(value, text):
    assert csv_table.cell(value) == text


@given(st.text() | st.text(alphabet="\r\n\t,;'\" =a"))
def test_names_stay_in_their_cell(name):
    row = dict.fromkeys(RESULT_COLUMNS) | {"workload": name}
    back = read(csv_table.table(RESULT_COLUMNS, (row,)))
    assert len(back) == 2
    found = back[1][RESULT_COLUMNS.index("workload")]
    assert found == csv_table.cell(name)


@given(st.floats(allow_nan=False))
def test_numbers_come_back_exactly(number):
    row = dict.fromkeys(RESULT_COLUMNS) | {"seconds": number}
    assert float(read(csv_table.table(RESULT_COLUMNS, (row,)))[1][RESULT_COLUMNS.index("seconds")]) == number
