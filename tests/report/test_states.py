from typing import get_args

import pytest

from gilbench.model import CellState, Decided, Severity
from gilbench.model.blocks import Cell
from gilbench.report import states


def cell(state, value=None):
    return Cell("" if value is None else f"{value:.2f}×", state=state, effect=value)


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
        pytest.param(Cell("text"), "plain", id="no state"),
        pytest.param(Cell("1.90×", state="undecided", effect=1.9, doubtful=True), "doubtful", id="noise may hide it"),
    ],
)
def test_the_colour_follows_the_state_and_only_then_the_size(shown, step):
    assert states.colour_step(shown) == step


def test_signs_become_ascii():
    assert states.to_ascii("▲ 1.83× (1.79–1.87), 830 µs ★ ± 5 % ✓ 素") == "^ 1.83x (1.79-1.87), 830 us * +- 5 % + ?"


def test_a_cell_has_its_sign_before_its_text():
    assert states.signed(cell("faster", 1.5)) == "▲ 1.50×"
    assert states.signed(cell("wrong")) == "✕"
    assert states.signed(Cell("plain")) == "plain"


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        pytest.param(Cell("1.03×", state="undecided", doubtful=True), "? (1.03×)", id="a figure"),
        pytest.param(Cell("", state="undecided", doubtful=True), "?", id="no figure"),
        pytest.param(Cell("1.03×", doubtful=True), "(1.03×)", id="no state"),
    ],
)
def test_what_is_doubtful_stands_in_brackets(shown, text):
    assert states.signed(shown) == text
    assert states.to_ascii(text).isascii()
