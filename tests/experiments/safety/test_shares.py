"""Updates that were lost, of a million."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gilbench.analysis.shares import exact
from gilbench.experiments.safety.shares import MILLION, per_million

RUNS = st.lists(st.integers(0, 1000), min_size=2, max_size=12)


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
