"""What the counts of all rounds come to."""

import statistics
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.experiments.safety import made

from gilbench.experiments.safety.figures import FIGURES, kendall, reduce
from gilbench.experiments.safety.records import COUNTERS

COUNTER = made.trial("3.13/unlocked")
ORDERS = st.integers(2, 9).flatmap(lambda count: st.permutations(range(count)))
OF_COUNTERS = {
    *("lost_updates", "lost_updates_shortest", "losing_runs", "losing_runs_shortest"),
    *("updates_counted", "update_time", "update_time_alone", "update_cpu", "update_cpu_alone"),
}


def reduced(*seen, name="3.13/unlocked"):
    found = reduce(made.trial(name), {number: [made.call(each)] for number, each in enumerate(seen, 1)})
    return {each.removesuffix("[call]"): value for each, value in found.items()}


def test_each_test_has_its_figures_and_together_they_are_all():
    by_test = [
        reduced(made.counted()),
        reduced(made.early(0.5), name="3.13/join"),
        reduced(made.identified(), name="3.13/identifiers"),
        reduced(made.ordered([0, 1]), name="3.13/order"),
    ]
    assert set(by_test[0]) == OF_COUNTERS
    of_ways = [f"{name}[{way}]" for name in by_test[0] for way in COUNTERS]
    assert sorted([*of_ways, *(name for each in by_test[1:] for name in each)]) == sorted(each.name for each in FIGURES)


def test_ways_to_count_that_one_process_measured_have_figures_of_their_own():
    seen = made.together({"call": made.counted(lost=(100,) * 6), "queue": made.counted(price=9e-8)})
    found = reduce(COUNTER, {1: [made.call(seen)]})
    assert len(found) == 2 * len(OF_COUNTERS)
    assert (found["lost_updates[call]"].value, found["lost_updates[queue]"].value) == (pytest.approx(1000), 0)
    assert found["update_time[queue]"].value == pytest.approx(9e-8)


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(COUNTER, rounds) == {}


def test_updates_lost_are_told_of_a_million_and_apart_for_each_interval():
    found = reduced(made.counted(lost=(0, 0, 0, 0, 0, 6), shortest=(100,) * 6))
    assert found["lost_updates"].value == pytest.approx(10)
    assert found["lost_updates_shortest"].value == pytest.approx(1000)
    assert (found["losing_runs"].value, found["losing_runs_shortest"].value) == (pytest.approx(1 / 6), 1.0)
    assert found["updates_counted"].value == 12 * made.UPDATES


def test_without_a_gil_there_is_no_shortest_interval():
    assert OF_COUNTERS - set(reduced(made.counted(shortest=None))) == {"lost_updates_shortest", "losing_runs_shortest"}


def test_counts_of_rounds_are_put_together():
    found = reduced(made.counted(), made.counted(lost=(100,) * 6))
    assert found["lost_updates"].value == pytest.approx(500)
    assert found["losing_runs"].value == 0.5
    assert found["lost_updates"].rounds == 2
    one = reduced(made.counted())["lost_updates"]
    assert reduced(made.counted(), made.counted())["lost_updates"].high == pytest.approx(one.high / 2, rel=0.001)


def test_the_time_of_an_update_is_that_of_all_threads_over_all_updates():
    found = reduced(made.counted(price=5e-8))
    assert found["update_time"].value == pytest.approx(5e-8)
    assert found["update_time_alone"].value == pytest.approx(5e-8)
    assert (found["update_cpu"].value, found["update_cpu_alone"].value) == (pytest.approx(1e-7), pytest.approx(5e-8))
    assert reduced(made.counted(price=5e-8), made.counted(price=7e-8))["update_time"].value == pytest.approx(6e-8)


def test_where_cpu_time_cannot_be_told_it_is_not():
    seen = made.counted()
    untold = replace(seen, counted=[replace(each, cpu=[]) for each in seen.counted])
    assert OF_COUNTERS - set(reduced(untold)) == {"update_cpu", "update_cpu_alone"}
    assert "update_cpu" not in reduced(seen, untold)


def test_reads_before_join_are_wrong_where_anything_is_missing():
    found = reduced(made.early(*[0.25] * 6, 1.0, 1.0, 1.0), name="3.13/join")
    assert found["wrong_before_join"].value == pytest.approx(6 / 9)
    assert (found["there_before_join"].value, found["there_before_join"].low) == (0.25, 0.25)


def test_the_first_thread_can_have_no_identifier_of_an_earlier_one():
    found = reduced(made.identified(idents=99), name="3.13/identifiers")
    assert (found["ident_reused"].value, found["ident_shared"].value) == (1.0, 0.0)
    assert found["ident_shared"].high == pytest.approx(0.1122, abs=0.001)  # none of 31


def test_where_there_is_no_native_identifier_nothing_is_said_of_it():
    found = reduced(made.identified(natives=None), name="3.13/identifiers")
    assert set(found) == {"ident_reused", "ident_shared"}


def test_orders_differ_where_any_two_threads_do():
    found = reduced(made.ordered([0, 1, 2], [0, 2, 1], [2, 1, 0]), name="3.13/order")
    assert found["out_of_order"].value == pytest.approx(2 / 3)
    assert found["order_correlation"].value == pytest.approx((1 + 1 / 3 - 1) / 3)
    assert -1 <= found["order_correlation"].low <= found["order_correlation"].high <= 1
    unequal = made.ordered([0, 1, 2], unequal=[[2, 1, 0], [2, 0, 1]])
    found = reduced(unequal, name="3.13/order")
    assert (found["out_of_order"].value, found["order_correlation"].value) == (0.0, 1.0)
    assert found["order_correlation_unequal"].value == pytest.approx((-1 - 1 / 3) / 2)


@settings(deadline=None)
@given(ORDERS)
def test_the_rank_correlation_is_kendalls(order):
    assert kendall(order) == pytest.approx(stats.kendalltau(range(len(order)), order).statistic)
    assert kendall(order[::-1]) == pytest.approx(-kendall(order))


def test_one_thread_has_no_order():
    with pytest.raises(statistics.StatisticsError):
        kendall([0])
