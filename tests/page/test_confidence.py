from dataclasses import replace

import pytest
from tests.report.models import full

from gilbench.report import confidence

SPENT = full().spending


def test_the_floor_says_what_it_was_measured_on():
    assert confidence.floor(full().floor) == (
        "Noise floor 2.1 %: 2 trials measured twice, 12 rounds; smaller differences count as none."
    )


def test_a_run_without_copies_says_that_it_has_no_floor():
    assert "no trial was measured twice" in confidence.floor(None)
    assert confidence.floor_rows(None) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, "290 of 300 comparisons known to ± 5 % or better; least well: ", id="some are not"),
        pytest.param({"precise": 300}, "300 of 300 comparisons known to ± 5 % or better.", id="all are"),
        pytest.param({"comparisons": 0, "precise": 0}, "Nothing was compared.", id="nothing to know"),
        pytest.param({"worst": None}, "(more than ± 100 %).", id="no interval"),
        pytest.param({"worst": 77.9}, "(more than ± 100 %).", id="a useless interval"),
    ],
)
def test_the_precision_in_words(changes, expected):
    assert expected in confidence.precision(replace(SPENT, **changes))


def test_rounds_that_only_some_trials_had_are_told_from_the_others():
    assert "18 min 20 s on the rounds that every trial has, 2 min 55 s more on what" in confidence.spending(SPENT)
    assert "more on what" not in confidence.spending(replace(SPENT, more=0.0))


def test_a_class_shows_its_fewest_and_its_most_rounds():
    assert confidence.spending_row(SPENT.classes[0])[2] == "12–20"
    assert confidence.spending_row(SPENT.classes[1])[2] == "12"
