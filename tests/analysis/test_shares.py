"""Shares with exact intervals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from gilbench.analysis.shares import exact, share

COUNTS = st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@settings(deadline=None)
@given(COUNTS)
def test_an_exact_interval_ends_where_what_was_counted_becomes_unlikely(counts):
    hits, of = counts
    low, high = exact(hits, of)
    assert low <= hits / of <= high
    assert low == 0 if hits == 0 else stats.binom.sf(hits - 1, of, low) == pytest.approx(0.025, rel=1e-6)
    assert high == 1 if hits == of else stats.binom.cdf(hits, of, high) == pytest.approx(0.025, rel=1e-6)


def test_of_none_of_many_it_is_a_little_more_than_the_rule_of_three():
    low, high = exact(0, 1_000_000)
    assert low == 0
    assert high == pytest.approx(3.689e-6, rel=0.001)


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (2, 1), (-1, 5)])
def test_what_cannot_be_counted_is_refused(hits, of):
    with pytest.raises(ValueError, match="is no share"):
        exact(hits, of)


def test_a_share_has_its_interval():
    found = share(99, 99, 1)
    assert (found.value, found.high, found.rounds) == (1.0, 1.0, 1)
    assert found.low == pytest.approx(0.9634, abs=0.0001)
