"""What repeats within calls come to."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gilbench.analysis import repeats
from gilbench.analysis.intervals import geometric_mean, typical_seconds

SECONDS = st.lists(st.floats(1e-6, 10.0), min_size=2, max_size=9)


@settings(deadline=None)
@given(SECONDS)
def test_one_round_has_the_interval_of_its_repeats(values):
    assert repeats.seconds([values]) == replace(typical_seconds(values), rounds=1)
    logs = [math.log(each) for each in values]
    assert repeats.factor([logs]) == replace(geometric_mean(logs), rounds=1)


@settings(deadline=None)
@given(st.lists(SECONDS, min_size=2, max_size=5))
def test_several_rounds_have_the_interval_of_their_middles(rounds):
    middles = [sorted(each)[len(each) // 2] for each in rounds]
    assert repeats.over(rounds, lambda each: sorted(each)[len(each) // 2], typical_seconds) == typical_seconds(middles)
    assert repeats.seconds_by_order(rounds) == repeats.seconds(rounds)
    assert repeats.seconds(rounds).rounds == len(rounds)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        pytest.param([1.0, 2.0, 3.0, 4.0, 5.0, 60.0], 1.0, 60.0, id="six-are-enough"),
        pytest.param([1.0, 2.0, 3.0, 4.0, 5.0], None, None, id="five-are-too-few"),
    ],
)
def test_the_order_of_one_round_is_an_interval(values, low, high):
    found = repeats.seconds_by_order([values])
    assert (found.low, found.high, found.rounds) == (low, high, 1)
    assert found == repeats.by_order(values)
