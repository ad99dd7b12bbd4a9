"""Shares with exact intervals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from gilbench.experiments.safety.shares import MILLION, exact, per_million, share

COUNTS = st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
RUNS = st.lists(st.integers(0, 1000), min_size=2, max_size=12)


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


@settings(deadline=None)
@given(RUNS)
def test_updates_lost_lie_in_an_interval_that_holds_the_exact_one(lost):
    found = per_million(lost, [1000] * len(lost), 1)
    low, high = exact(sum(lost), 1000 * len(lost))
    assert 0 <= found.low <= found.value <= found.high <= MILLION
    assert found.high >= MILLION * high - 1e-6
    assert (found.low > 0) == any(lost)
    assert found.low <= MILLION * low + 1e-6 or not any(lost)


def test_losses_that_come_in_turns_are_known_less_well_than_single_ones():
    single, turns = (per_million(lost, [100_000] * 6, 1) for lost in ([100] * 6, [600, 0, 0, 0, 0, 0]))
    assert single.value == turns.value == 1000
    assert turns.high > 2 * single.high
    assert 0 < turns.low < single.low / 10


def test_nothing_lost_leaves_the_room_that_so_many_updates_leave():
    assert per_million([0] * 6, [100_000] * 6, 1).high == pytest.approx(6.15, abs=0.01)


def test_one_run_alone_has_the_exact_interval():
    found = per_million([10], [1000], 1)
    assert (found.low, found.high) == pytest.approx([MILLION * each for each in exact(10, 1000)])
