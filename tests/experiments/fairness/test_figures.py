"""What the windows of all rounds come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.fairness import made

from gilbench.experiments.fairness.figures import COMPARED, FIGURES, reduce

TRIAL = made.trial("3.13/128")
NAMES = {figure.name for figure in FIGURES}
WORK = st.lists(st.integers(0, 10_000), min_size=1, max_size=128).filter(any)


@given(WORK)
def test_shares_and_index_agree_on_what_is_fair(work):
    found = reduce(TRIAL, {1: [made.call(0.0, [work])]})
    assert found["smallest_share"].value <= 1 + 1e-9
    assert found["largest_share"].value >= 1 - 1e-9
    assert (found["jain_index"].value == pytest.approx(1.0)) == (min(work) == max(work))
    assert (found["smallest_share"].value == pytest.approx(1.0)) == (min(work) == max(work))


def test_every_figure_is_there_where_everything_was_measured():
    assert set(reduce(TRIAL, {1: [made.call()]})) == NAMES
    assert COMPARED in NAMES


def test_no_more_threads_than_cpus_are_compared_with_one_alone():
    assert NAMES - set(reduce(TRIAL, {1: [made.call(full=[], full_cpu=[])]})) == {
        "beyond_cpus",
        "cpu_beyond_cpus",
        "cpus_of_few",
    }


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(TRIAL, rounds) == {}


def test_shares_are_those_of_one_window_beside_the_mean():
    found = reduce(TRIAL, {1: [made.call(0.0, [(300, 100)])]})
    assert found["smallest_share"].value == pytest.approx(0.5)
    assert found["largest_share"].value == pytest.approx(1.5)
    assert found["share_window"].value == 0.05
    assert (found["jain_index"].low, found["jain_index"].high) == (None, None)


def test_of_one_round_six_windows_give_the_range_of_their_shares():
    windows = [(100 + each, 100 - each) for each in (0, 10, 20, 30, 40, 50)]
    found = reduce(TRIAL, {1: [made.call(0.0, windows)]})["smallest_share"]
    assert (found.low, found.value, found.high) == pytest.approx((0.5, 0.75, 1.0))
    fewer = reduce(TRIAL, {1: [made.call(0.0, windows[:5])]})["smallest_share"]
    assert (fewer.low, fewer.high) == (None, None)


def test_throughput_is_compared_repeat_by_repeat():
    hog = (1.0, 0.5, 0.7, 1.0, 0.9, 1.0)  # what the machine did meanwhile met both
    full = [made.RATE * each for each in hog]
    found = reduce(TRIAL, {1: [made.call(together=[0.8 * each for each in full], full=full)]})["beyond_cpus"]
    assert (found.low, found.value, found.high) == pytest.approx((0.8, 0.8, 0.8))
    assert found.rounds == 1


def test_an_interval_over_rounds_is_about_rounds_and_not_about_their_windows():
    shaken = (0.5, 0.7, 1.0, 1.0, 1.4, 2.0)
    same = reduce(TRIAL, {number: [made.call(0.1, repeats=shaken)] for number in range(3)})["beyond_cpus"]
    assert (same.low, same.value, same.high) == pytest.approx((0.9, 0.9, 0.9))
    apart = reduce(TRIAL, {number: [made.call(cost)] for number, cost in enumerate((0.1, 0.2, 0.3))})["beyond_cpus"]
    assert apart.low < 0.7 < apart.value < 0.9 < apart.high
    assert apart.rounds == 3


@given(st.lists(st.lists(st.integers(0, 99), min_size=3, max_size=3).filter(any), min_size=2, max_size=6))
def test_no_interval_reaches_beyond_what_can_be_or_misses_its_value(rounds):
    found = reduce(TRIAL, {number: [made.call(0.0, [work])] for number, work in enumerate(rounds)})
    reach = {"jain_index": (0, 1), "smallest_share": (0, 1), "largest_share": (1, 3.0), "starved_threads": (0, 1)}
    for name, (least, most) in reach.items():
        each = found[name]
        assert least - 1e-9 <= each.low <= each.value <= each.high
        assert each.value <= most + 1e-9
        assert name == "largest_share" or each.high <= most + 1e-9


def test_an_interval_of_shares_over_rounds_holds_no_share_below_0():
    starved = [[(100, 0)], [(100, 0)], [(50, 50)]]
    found = reduce(TRIAL, {number: [made.call(0.0, units)] for number, units in enumerate(starved)})["smallest_share"]
    assert found.low == found.value == 0.0
    assert found.high > 0.3


def test_the_time_of_a_loop_is_that_of_all_threads_together():
    found = reduce(TRIAL, {1: [made.call(0.5)]})["loop_time"]
    assert found.value == pytest.approx(0.1, rel=0.01)
    assert found.low < found.value < found.high
