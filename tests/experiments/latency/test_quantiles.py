"""Quantiles and their intervals."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.experiments.latency.quantiles import difference, has_enough, quantile
from gilbench.model import Estimate

TIMES = st.floats(1e-6, 100.0)


@pytest.mark.parametrize(
    ("share", "count", "enough"),
    [
        (0.5, 2, True),
        (0.5, 1, False),
        (0.99, 99, False),
        (0.99, 100, True),
        (0.999, 999, False),
        (0.999, 1000, True),
    ],
)
def test_a_quantile_needs_as_many_values_as_have_one_beyond_it(share, count, enough):
    assert has_enough(share, count) == enough
    assert (quantile(share, [[0.1] * count]) is not None) == enough


def test_a_quantile_is_the_least_value_that_so_many_do_not_exceed():
    values = [0.001 * each for each in range(100, 0, -1)]
    found = {share: quantile(share, [values]).value for share in (0.5, 0.9, 0.99)}
    assert found == pytest.approx({0.5: 0.05, 0.9: 0.09, 0.99: 0.099})


def test_of_several_rounds_the_rounds_speak():
    found = quantile(0.5, [[0.01] * 10, [0.02] * 10, [0.03] * 10])
    assert (found.value, found.rounds) == (0.02, 3)
    assert found.low < 0.01


def test_where_a_round_has_too_few_all_values_speak_together():
    found = quantile(0.99, [[0.01] * 60, [0.02] * 60])
    assert found.value == 0.02
    assert (found.low, found.high) == (None, None)


def test_what_never_came_is_longer_than_all_else():
    assert quantile(0.5, [[0.01] * 60 + [math.inf] * 40]).value == 0.01
    assert quantile(0.5, [[0.01] * 40 + [math.inf] * 60]) is None
    assert quantile(0.9, [[0.01] * 95 + [math.inf] * 5]).high is None


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_an_interval_holds_the_quantile_in_19_of_20_cases(share):
    chance = random.Random(1)  # noqa: S311  no secret
    true = -math.log(1 - share)
    held = 0
    for _ in range(400):
        found = quantile(share, [[chance.expovariate(1.0) for _ in range(100)]])
        held += found.low <= true <= found.high
    assert 0.93 < held / 400 <= 1.0


@given(st.lists(TIMES, min_size=1, max_size=300), st.sampled_from([0.5, 0.75, 0.9, 0.95, 0.99]))
def test_a_quantile_is_one_of_the_values_and_within_its_interval(values, share):
    found = quantile(share, [values])
    if found is not None:
        assert found.value in values
        assert sum(each <= found.value for each in values) >= share * len(values) - 1e-6
        assert found.low is None or found.low <= found.value <= found.high


@given(*[st.tuples(TIMES, TIMES, TIMES).map(sorted)] * 2)
def test_a_difference_lies_within_its_interval_and_that_within_the_sum_of_both(one, other):
    (low, value, high), (less, middle, more) = one, other
    found = difference(Estimate(value, low, high, 3), Estimate(middle, less, more, 2))
    assert found.value == value - middle
    assert found.rounds == 2
    slack = 1e-9
    assert low - more - slack <= found.low <= found.value <= found.high <= high - less + slack


def test_a_difference_to_what_has_no_interval_has_none():
    assert difference(Estimate(2.0, 1.0, 3.0, 1), Estimate(1.0, None, None, 1)) == Estimate(1.0, None, None, 1)
