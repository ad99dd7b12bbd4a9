"""What the windows of all rounds come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from tests.experiments.queues import made

from gilbench.experiments.queues.figures import FIGURES, per_million, reduce

OF_HANDOVERS = {"queue_handover", "queue_handover_p99"}
BOUNDED = {"queue_item_time_bounded", "queue_item_cpu_bounded"}


def reduced(*seen):
    return reduce(made.trial("3.13/queue.Queue"), {number: [made.call(each)] for number, each in enumerate(seen, 1)})


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(made.trial("3.13/queue.Queue"), rounds) == {}


def test_all_figures_are_there_where_all_was_measured():
    assert list(reduced(made.seen(bounded=1e-5))) == [
        *("queue_item_time", "queue_item_cpu", "queue_item_time_bounded", "queue_item_cpu_bounded"),
        *("queue_handover", "queue_handover_p99", "queue_lost", "queue_twice", "queue_disordered", "queue_items"),
    ]
    assert {each.name for each in FIGURES} == set(reduced(made.seen(bounded=1e-5)))


@pytest.mark.parametrize(
    ("seen", "lacking"),
    [
        pytest.param(made.seen(), BOUNDED, id="no bound"),
        pytest.param(made.seen(bounded=1e-5, handover=None), OF_HANDOVERS, id="several consumers"),
    ],
)
def test_what_was_not_measured_has_no_figure(seen, lacking):
    assert {each.name for each in FIGURES} - set(reduced(seen)) == lacking


def test_times_are_of_one_item_with_the_range_of_the_repeats():
    found = reduced(made.seen(2e-6, bounded=1e-5))
    item = found["queue_item_time"]
    assert (item.low, item.value, item.high) == pytest.approx((1.96e-6, 2e-6, 2.04e-6))
    assert found["queue_item_cpu"].value == pytest.approx(1e-6)
    assert found["queue_item_time_bounded"].value == pytest.approx(1e-5)
    assert found["queue_item_cpu_bounded"].value == pytest.approx(5e-6)
    assert found["queue_handover"].value == pytest.approx(made.HANDOVER)
    assert found["queue_handover_p99"].value == pytest.approx(10 * made.HANDOVER)


def test_of_several_rounds_the_median_is_told():
    assert reduced(*(made.seen(each) for each in (1e-6, 2e-6, 9e-6)))["queue_item_time"].value == pytest.approx(2e-6)


def test_counts_of_rounds_and_bounds_are_put_together():
    found = reduced(made.seen(bounded=1e-5, lost=3), made.seen(bounded=1e-5, twice=6))
    assert found["queue_items"].value == 2 * 2 * 6 * made.PUT
    assert found["queue_lost"].value == pytest.approx(3e6 / 240_000)
    assert found["queue_twice"].value == pytest.approx(6e6 / 240_000)
    assert found["queue_disordered"].value == 0
    assert found["queue_lost"].rounds == 2


def test_what_comes_again_and_again_is_all_of_it_at_most():
    assert reduced(made.seen(twice=10 * 6 * made.PUT))["queue_twice"].value == 1_000_000


@pytest.mark.parametrize("of", [1000, 50_000, 1_000_000])
def test_of_none_the_interval_reaches_to_the_rule_of_three(of):
    none = per_million(0, of, 1)
    assert (none.low, none.value) == (0, 0)
    assert none.high == pytest.approx(3.689e6 / of, rel=0.005)


@settings(deadline=None)
@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_count_is_that_of_clopper_and_pearson(counted):
    hits, of = counted
    found = per_million(hits, of, 1)
    low = special.betaincinv(hits, of - hits + 1, 0.025) if hits else 0.0
    high = special.betaincinv(hits + 1, of - hits, 0.975) if hits < of else 1.0
    assert (found.low, found.high) == pytest.approx((1e6 * low, 1e6 * high), rel=1e-6)
    assert found.low <= found.value <= found.high
