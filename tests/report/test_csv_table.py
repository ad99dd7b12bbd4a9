import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.goldens import check
from tests.report import models

from gilbench.model import RESULT_COLUMNS
from gilbench.report import csv_table


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_table_is_as_agreed():
    check("report/results.csv", csv_table.render(models.one_target()))


def test_the_header_is_what_other_programs_rely_on():
    assert tuple(read(csv_table.render(models.empty()))[0]) == RESULT_COLUMNS


def test_every_result_has_a_row():
    model = models.full()
    assert len(read(csv_table.render(model))) == 1 + len(model.results)


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


@given(st.text())
def test_names_stay_in_their_cell(name):
    row = dict.fromkeys(RESULT_COLUMNS) | {"workload": name}
    back = read(csv_table.table((row,)))
    assert len(back) == 2
    found = back[1][RESULT_COLUMNS.index("workload")]
    assert found.removeprefix("'") == re.sub("\r\n?", "\n", name).removeprefix("'")


@given(st.floats(allow_nan=False))
def test_numbers_come_back_exactly(number):
    row = dict.fromkeys(RESULT_COLUMNS) | {"seconds": number}
    assert float(read(csv_table.table((row,)))[1][RESULT_COLUMNS.index("seconds")]) == number
