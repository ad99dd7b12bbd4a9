"""The bars of the time ledger."""

from dataclasses import replace

import pytest
from tests.experiments.throughput.section import made

from gilbench.experiments.throughput.section import ledger_bars

ROW = made.ledger()[0]
SERIAL = replace(ROW, strategy="serial", family="serial", cpu=None, says="")
THREADS = replace(ROW, strategy="thread", family="threads", says="40 % of the time waited for the GIL or a lock")
PROCESSES = replace(ROW, strategy="process_executor[fork]", family="processes", says="10 % had no CPU")


def cells(*rows):
    table = ledger_bars.table("3.13", rows)
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


def test_a_workload_has_one_row_with_a_bar_for_each_way():
    (row,) = cells(SERIAL, THREADS, PROCESSES)
    assert row["workload"] == ROW.workload
    assert [[share.value for share in row[family].bar] for family in ledger_bars.FAMILIES] == [[0.5, 0.1, 0.4]] * 3
    assert row["threads"].text == "running 50 %, ready 10 %, blocked 40 %"
    assert row["CPU time an item, threads ÷ serial"] == "1.04× (1.02–1.06)"
    assert row["what held threads back"] == THREADS.says


@pytest.mark.parametrize(
    ("rows", "lacking"),
    [
        pytest.param([SERIAL], {"threads", "processes"}, id="serial code alone"),
        pytest.param([SERIAL, THREADS], {"processes"}, id="no processes"),
        pytest.param(
            [SERIAL, replace(THREADS, running=None, ready=None, blocked=None), PROCESSES],
            {"threads"},
            id="threads of its own",
        ),
    ],
)
def test_what_was_not_measured_has_no_bar(rows, lacking):
    (row,) = cells(*rows)
    assert {family for family in ledger_bars.FAMILIES if row[family] == "–"} == lacking


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param(THREADS, True, id="the GIL"),
        pytest.param(replace(THREADS, says=""), False, id="nothing"),
        pytest.param(replace(THREADS, waits=True), False, id="work that waits by itself"),
        pytest.param(replace(THREADS, running=None), False, id="threads of its own"),
        pytest.param(PROCESSES, False, id="processes"),
    ],
)
def test_what_held_threads_back_is_told_where_something_did(row, told):
    assert ledger_bars.held_back(row) is told


def test_what_cannot_be_parted_is_one_share():
    assert ledger_bars.in_words(replace(ROW, ready=None, blocked=None)) == ("50 %", "with blocked", "50 %")


def test_each_workload_has_its_own_row():
    found = cells(SERIAL, replace(SERIAL, workload="other"), THREADS)
    assert [row["workload"] for row in found] == [ROW.workload, "other"]
