from typing import get_args

import pytest
from tests.report import models

from gilbench.model import CellState, Decided, Estimate, HeatCell, Severity, Trouble
from gilbench.report import states
from gilbench.report.grouping import cell_notes, shared_reasons


def cell(state, value=None):
    speedup = None if value is None else Estimate(value, value * 0.99, value * 1.01, 12)
    return HeatCell(state, speedup, 0.1, 1.0, best=False, reason="")


def test_every_state_has_a_look():
    assert states.LOOKS.keys() == set(get_args(CellState))
    assert states.DECIDED.keys() == set(get_args(Decided))
    assert states.SEVERITIES.keys() == set(get_args(Severity))


def test_no_two_states_share_a_sign():
    assert len({look.glyph for look in states.LOOKS.values()}) == len(states.LOOKS)
    assert len({look.ascii for look in states.LOOKS.values()}) == len(states.LOOKS)
    assert all(look.ascii.isascii() for look in states.LOOKS.values())


@pytest.mark.parametrize(
    ("shown", "step"),
    [
        pytest.param(cell("faster", 1.1), "up1", id="a little faster"),
        pytest.param(cell("faster", 1.25), "up2", id="faster"),
        pytest.param(cell("faster", 8.0), "up3", id="much faster"),
        pytest.param(cell("slower", 0.9), "down1", id="a little slower"),
        pytest.param(cell("slower", 0.8), "down2", id="slower"),
        pytest.param(cell("slower", 0.1), "down3", id="much slower"),
        pytest.param(cell("same", 1.0), "even", id="same"),
        pytest.param(cell("undecided", 1.9), "even", id="undecided is neutral whatever its value"),
        pytest.param(cell("undecided"), "even", id="no serial time to compare with"),
        pytest.param(cell("wrong"), "bad", id="wrong"),
        pytest.param(cell("timed out"), "bad", id="timed out"),
        pytest.param(cell("skipped"), "out", id="skipped"),
    ],
)
def test_the_colour_follows_the_state_and_only_then_the_size(shown, step):
    assert states.colour_step(shown) == step


def test_signs_become_ascii():
    assert states.to_ascii("▲ 1.83× (1.79–1.87), 830 µs ✓ 素") == "^ 1.83x (1.79-1.87), 830 us + ?"


def test_the_same_reason_is_said_once_and_failures_come_first():
    skip, failure = ("skipped", "no fork", ""), ("failed", "it broke", "Traceback\n")
    groups = shared_reasons([Trouble("a", *skip), Trouble("b", *failure), Trouble("c", *skip)])
    assert [(group.state, group.what) for group in groups] == [("failed", ("b",)), ("skipped", ("a", "c"))]
    assert groups[0].tails == (("b", "Traceback\n"),)


def test_a_strategy_that_misses_everywhere_is_named_once():
    notes = {note.remark: note.cells for note in cell_notes(models.heat_map("3.11"))}
    missing = notes["not available: no InterpreterPoolExecutor before Python 3.14"]
    assert missing == ("interpreter_executor: every workload",)


def test_what_was_left_out_on_purpose_is_no_remark():
    remarks = [note.remark for note in cell_notes(models.heat_map("3.11"))]
    assert not any("chosen suite" in remark for remark in remarks)
