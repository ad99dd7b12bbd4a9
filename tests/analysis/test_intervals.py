import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gilbench.analysis.intervals import (
    around_quantile,
    geometric_mean,
    interval_of_mean,
    interval_of_median,
    standard_deviation,
    typical_seconds,
)

logs = st.floats(-5, 5)
seconds = st.floats(1e-6, 1e4)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_values_have_no_interval(count):
    assert interval_of_mean([0.5] * count) is None


@pytest.mark.parametrize("count", [2, 5, 40])
@pytest.mark.parametrize("value", [0.0, 0.1, -3.7, 1e-300])
def test_constant_data_has_a_degenerate_interval_at_its_value(count, value):
    low, high = interval_of_mean([value] * count)
    assert low == high == pytest.approx(value)


def test_five_values_get_the_textbook_t_interval():
    low, high = interval_of_mean([1.0, 2.0, 3.0, 4.0, 5.0])
    half = 2.776445 * math.sqrt(2.5 / 5)  # t quantile for 4 degrees of freedom
    assert (low, high) == pytest.approx((3 - half, 3 + half), rel=1e-5)


@given(st.lists(logs, min_size=2, max_size=12))
def test_the_interval_of_a_geometric_mean_holds_it(values):
    found = geometric_mean(values)
    assert found.low <= found.value * (1 + 1e-12)
    assert found.high >= found.value * (1 - 1e-12)
    assert found.rounds == len(values)


@given(st.lists(logs, min_size=2, max_size=12), st.floats(-2, 2))
def test_a_common_factor_moves_the_geometric_mean_and_its_interval(values, shift):
    plain, moved = geometric_mean(values), geometric_mean([each + shift for each in values])
    assert moved.value == pytest.approx(plain.value * math.exp(shift), rel=1e-9)
    assert moved.high / moved.low == pytest.approx(plain.high / plain.low, rel=1e-5)


@given(st.lists(seconds, min_size=1, max_size=12))
def test_typical_seconds_are_the_median_inside_their_interval(rounds):
    found = typical_seconds(rounds)
    assert found.value == statistics.median(rounds)
    if len(rounds) == 1:
        assert (found.low, found.high) == (None, None)
    else:
        assert 0 <= found.low <= found.value <= found.high


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12))
def test_the_standard_deviation_is_numpys_to_the_last_digit(values):
    assert standard_deviation(values) == float(np.std(values, ddof=1))


@pytest.mark.parametrize("share", [0.5, 0.9, 0.95, 0.99, 0.999])
@pytest.mark.parametrize("count", [1, 2, 5, 6, 7, 40, 400, 3000])
def test_the_ends_of_the_interval_of_a_quantile_are_those_of_the_binomial_distribution(count, share):
    low, high = (int(stats.binom.ppf(each, count, share)) for each in (0.025, 0.975))
    assert around_quantile(count, share) == ((low - 1, high) if low >= 1 and high < count else None)


@pytest.mark.parametrize("count", [6, 7, 8, 20, 101])
def test_the_interval_of_a_median_is_that_of_scipy_whatever_the_order(count):
    values = [math.sin(place) for place in range(count)]
    found = stats.quantile_test(values, p=0.5).confidence_interval(0.95)
    assert interval_of_median(values) == (found.low, found.high)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_fewer_than_six_values_have_no_interval_of_their_median(count):
    assert interval_of_median([0.5] * count) is None
