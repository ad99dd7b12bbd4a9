from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compare.comparisons import BETWEEN, WITHIN, row, source

from gilbench.compare.document.strength import clearest_first, known_by, strength, strongest_first

ratios = st.floats(0.01, 100.0)
shares = st.floats(0.001, 0.5)


def made(value, verdict="undecided", **changes):
    return row("a", "thread", verdict, (value, None, None), **changes)


@given(ratios, shares)
def test_twice_and_half_are_equally_strong(value, noise):
    one, other = made(value, noise=noise), made(1 / value, noise=noise)
    assert strength(one) == pytest.approx(strength(other))


@given(shares)
def test_a_change_as_large_as_the_noise_has_strength_one_and_its_square_two(noise):
    assert strength(made(1 + noise, noise=noise)) == pytest.approx(1)
    assert strength(made((1 + noise) ** 2, noise=noise)) == pytest.approx(2)


@given(ratios, shares)
def test_the_margin_stands_in_for_a_noise_that_is_not_known(value, margin):
    known = strength(made(value, noise=margin))
    assert strength(made(value, noise=None, margin=margin)) == known
    assert strength(made(value, noise=0.0, margin=margin)) == known


def test_a_noisier_row_stands_behind_a_quieter_one_that_changed_as_much():
    quiet, noisy = made(1.3, noise=0.01), made(1.3, noise=0.1)
    assert strongest_first([noisy, quiet]) == [quiet, noisy]


def test_what_was_shown_stands_before_what_is_only_large():
    large, clear = made(9.0), made(0.8, "slower")
    assert strongest_first([clear, large]) == [large, clear]
    assert clearest_first([large, clear]) == [clear, large]


@pytest.mark.parametrize(
    ("comparison", "told"),
    [
        pytest.param(WITHIN, "differed by: 3.1 % (1 trial, 5 rounds); a row of fewer", id="one run"),
        pytest.param(BETWEEN, "the noise is not known: its place takes the margin", id="no floor"),
        pytest.param(
            replace(BETWEEN, sources=(source("a", "3.13"), source("b", "3.13"))),
            "differed by: 3.1 % in a (1 trial, 5 rounds) and 3.1 % in b (1 trial, 5 rounds);",
            id="two runs",
        ),
    ],
)
def test_it_is_said_how_the_noise_is_known(comparison, told):
    assert told in known_by(comparison)
