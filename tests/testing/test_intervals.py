"""Intervals without scipy, held against those with it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.analysis import intervals as with_scipy
from gilbench.testing.intervals import geometric_mean, t_quantile

ratios = st.floats(0.01, 100)


@pytest.mark.parametrize(("freedom", "within"), [(2, 0.01), (3, 0.002), (4, 0.0005), (9, 0.0001), (99, 0.0001)])
def test_quantiles_are_students(freedom, within):
    assert t_quantile(freedom) == pytest.approx(with_scipy.t_quantile(freedom + 1), rel=within)


@given(st.lists(ratios, min_size=3, max_size=30))
def test_a_geometric_mean_is_that_of_the_reports(values):
    mean, other = geometric_mean(values), with_scipy.geometric_mean([math.log(each) for each in values])
    assert mean.middle == pytest.approx(other.value)
    assert math.log(mean.high / mean.low) == pytest.approx(math.log(other.high / other.low), rel=0.011, abs=1e-9)


@given(st.lists(ratios, min_size=3, max_size=30))
def test_a_mean_lies_in_its_interval(values):
    mean = geometric_mean(values)
    assert mean.low <= mean.middle <= mean.high
