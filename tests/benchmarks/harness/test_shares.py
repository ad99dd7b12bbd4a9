"""Shares, their intervals, and thresholds of equal false-alarm rates."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from shares import Share, at_rate, threshold

SCORES = st.lists(st.floats(0, 100), max_size=40)
RATES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        pytest.param(Share(0, 10), 0.0, 0.3085, id="none of ten"),
        pytest.param(Share(10, 10), 0.6915, 1.0, id="all of ten"),
        pytest.param(Share(1, 20), 0.0013, 0.2487, id="one of twenty"),
    ],
)
def test_the_interval_is_that_of_clopper_and_pearson(share, low, high):
    assert share.interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_ends_of_the_interval_are_just_not_rejected(counts):
    hits, of = counts
    low, high = Share(hits, of).interval
    assert low <= hits / of <= high
    assert hits == 0 or stats.binom.sf(hits - 1, of, low) == pytest.approx(0.025, rel=1e-4)
    assert hits == of or stats.binom.cdf(hits, of, high) == pytest.approx(0.025, rel=1e-4)


def test_of_nothing_nothing_is_known():
    assert math.isnan(Share(0, 0).value)
    assert Share(0, 0).interval == (0.0, 1.0)


@given(SCORES, RATES)
def test_a_threshold_is_exceeded_no_more_often_than_it_may_be(null, rate):
    limit = threshold(null, rate)
    assert sum(score > limit for score in null) <= rate * len(null) + 1e-6


@given(SCORES, RATES)
def test_a_threshold_is_the_lowest_such_score(null, rate):
    limit = threshold(null, rate)
    lower = [score for score in [0.0, *null] if score < limit]
    assert all(sum(score > other for score in null) > rate * len(null) for other in lower)


@pytest.mark.parametrize(
    ("rate", "found"),
    [
        pytest.param(0.0, 1, id="no false alarm: beyond the highest"),
        pytest.param(0.05, 2, id="one in twenty: beyond the second"),
        pytest.param(1.0, 3, id="any: everything above nothing"),
    ],
)
def test_fewer_false_alarms_cost_detections(rate, found):
    null = [float(score) for score in range(1, 21)]
    assert at_rate(null, [0.0, 5.0, 19.5, 20.5], rate) == Share(found, 4)
