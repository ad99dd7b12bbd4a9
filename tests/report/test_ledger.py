from dataclasses import replace

import pytest
from tests.report.models import full

from gilbench.report import ledger

ROW = full().ledger[0]


def line(**changes):
    (table,) = ledger.tables([replace(ROW, **changes)])
    return dict(zip(ledger.COLUMNS, table.lines[0].cells, strict=True))


def test_shares_and_both_speed_ups_stand_side_by_side():
    cells = line()
    assert (cells["running"], cells["ready"], cells["blocked"]) == ("50 %", "10 %", "40 %")
    assert cells["by the wall"] != cells["on an idle machine"]


def test_what_cannot_be_parted_is_one_figure():
    cells = line(ready=None, blocked=None)
    assert (cells["ready"], cells["blocked"]) == ("with blocked", "50 %")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, 0, id="all was read in the values"),
        pytest.param({"of_warm_up": True}, 1, id="read in the warm-up"),
        pytest.param({"ready": None}, 1, id="no schedstat"),
        pytest.param({"ready": None, "of_warm_up": True}, 2, id="both"),
    ],
)
def test_a_table_says_what_is_special_about_it(changes, expected):
    (table,) = ledger.tables([replace(ROW, **changes)])
    assert len(ledger.remarks(table)) == expected


def test_bars_are_as_long_as_their_shares():
    (table,) = ledger.tables([ROW])
    bar = table.lines[0].bar
    assert (bar.running, bar.ready, bar.blocked) == (50, 10, 40)
    assert bar.label == "running 50 %, ready 10 %, blocked 40 %"


def test_every_target_has_a_table_of_its_own():
    assert [table.target for table in ledger.tables(full().ledger)] == [card.id for card in full().targets]
