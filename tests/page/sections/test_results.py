from dataclasses import replace

import pytest
from tests.report import models

from gilbench.report import result_rows

RESULTS = models.one_target().results


def shown(row, **changes):
    table = result_rows.build([{**row, **changes}], limit=10)
    return dict(zip(table.columns, table.rows[0], strict=True))


def test_the_unit_of_times_stands_in_the_header():
    cells = shown(RESULTS[0], seconds=0.1032, seconds_low=0.1021, seconds_high=0.104)
    assert cells["time, ms"] == "103 (102–104)"


def test_a_strategy_is_named_with_its_start_method():
    assert shown(RESULTS[0], strategy="process", start_method="fork")["strategy"] == "process[fork]"


@pytest.mark.parametrize(
    ("state", "text"),
    [("ok", "ok"), ("skipped", "skipped"), ("failed", "! failed"), ("timed out", "◷ timed out")],
)
def test_a_state_is_told_in_words(state, text):
    assert shown(RESULTS[0], state=state)["state"] == text


def test_reasons_and_flags_are_remarks():
    assert shown(RESULTS[0], reason="slow", flags="unstable")["remarks"] == "slow; unstable"
    assert shown(RESULTS[0], reason=None, flags=None)["remarks"] == ""


def test_the_experiment_has_a_column_only_where_there_are_several():
    other = {**RESULTS[0], "experiment": "grain"}
    assert "experiment" not in result_rows.build(RESULTS, limit=5).columns
    assert result_rows.build([RESULTS[0], other], limit=5).rows[1][0] == "grain"


def test_rows_beyond_the_limit_are_counted():
    table = result_rows.build(RESULTS, limit=5)
    assert (len(table.rows), table.total, table.cut) == (5, len(RESULTS), True)
    assert not replace(table, total=5).cut


def test_nothing_measured_is_an_empty_table():
    assert result_rows.build([], limit=5).rows == ()
