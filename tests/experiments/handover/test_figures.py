"""What the runs of all rounds come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.handover import made

from gilbench.experiments.handover.figures import FEWEST, FIGURES, reduce, slope

TWO = made.trial("3.13/2/short")
NAMES = {figure.name for figure in FIGURES}
LONGER = {f"handover_{kind}_{at}us" for kind in ("share", "cpu_share", "pace") for at in (20000, 100000)}
costs = st.floats(1e-7, 1e-3)


def figures(*seen, trial=TWO):
    return reduce(trial, {number: [made.call(each)] for number, each in enumerate(seen, 1)})


def test_the_shorter_intervals_have_every_figure_but_the_shares_at_longer_ones():
    assert set(figures(made.seen())) == NAMES - LONGER


def test_the_longer_intervals_have_their_shares_and_no_cost():
    assert set(figures(made.seen(intervals="long"), trial=made.trial("3.13/2/long"))) == LONGER | {"handover_switches"}


@settings(deadline=None)
@given(cpu=costs, clock=costs)
def test_the_cost_is_what_a_hand_over_took_by_both_clocks(cpu, clock):
    found = figures(made.seen([1.0] * 7, cpu=cpu, clock=clock))
    assert found["handover_cpu"].value == pytest.approx(cpu, rel=1e-6)
    assert found["handover_wall"].value == pytest.approx(clock, rel=1e-6)


@settings(deadline=None)
@given(
    slope_=st.floats(-1e3, 1e3),
    fixed=st.floats(-1e3, 1e3),
    xs=st.lists(st.integers(0, 1000), min_size=2, max_size=9, unique=True),
)
def test_a_straight_line_has_its_own_slope_whatever_threads_cost_anyway(slope_, fixed, xs):
    assert slope(xs, [fixed + slope_ * x for x in xs]) == pytest.approx(slope_, rel=1e-6, abs=1e-6)


def test_shares_are_of_the_time_that_the_threads_took():
    found = figures(made.seen([1.0] * 7, cpu=25e-6, clock=10e-6))
    assert found["handover_share"].value == pytest.approx(8 * 10e-6 / (made.WORK + 8 * 10e-6))
    assert found["handover_share_100us"].value == pytest.approx(400 * 10e-6 / (made.WORK + 400 * 10e-6))
    assert found["handover_cpu_share_100us"].value == pytest.approx(400 * 25e-6 / (made.WORK + 400 * 25e-6))


def test_hand_overs_a_second_are_those_at_the_default_interval():
    found = figures(made.seen([1.0] * 7, clock=0.0))
    assert found["handovers_per_second"].value == pytest.approx(200)
    assert found["handover_pace"].value == pytest.approx(1)
    assert found["handover_switches"].value == pytest.approx(1)


def test_the_interval_of_one_round_is_that_of_its_repeats_and_of_several_that_of_rounds():
    once = figures(made.seen())["handover_cpu"]
    assert once.rounds == 1
    assert once.low < once.value < once.high
    again = figures(made.seen(), made.seen(), made.seen())["handover_cpu"]
    assert (again.rounds, again.low, again.high) == (3, pytest.approx(again.value), pytest.approx(again.value))


def test_one_repeat_of_one_round_has_no_interval():
    found = figures(made.seen([1.0]))["handover_cpu"]
    assert (found.low, found.high, found.rounds) == (None, None, 1)


@pytest.mark.parametrize("busy", [pytest.param(1.04, id="quiet"), pytest.param(1.1, id="busy")])
def test_there_is_a_cost_by_the_clock_only_where_serial_code_had_a_cpu_to_itself(busy):
    found = figures(made.seen(busy=busy))
    assert ("handover_wall" in found) == (busy < 1.05)
    assert found["handover_cpu"].value == pytest.approx(made.CPU)


@pytest.mark.parametrize(
    "turns", [pytest.param(FEWEST, id="no more at short intervals than at long ones"), pytest.param(0, id="none")]
)
def test_without_enough_hand_overs_that_differ_no_line_is_drawn(turns):
    found = figures(made.seen(turns=turns))
    assert "handover_cpu" not in found
    assert ("handover_switches" in found) == (turns > 0)


def test_without_a_gil_what_was_counted_is_how_often_threads_blocked():
    found = figures(made.without_gil(blocked=1))
    assert set(found) == {"handovers_per_second"}
    assert found["handovers_per_second"].value == pytest.approx(1 / (made.WORK / 2))


def test_where_the_kernel_does_not_tell_switches_hand_overs_are_known_all_the_same():
    assert NAMES - LONGER - set(figures(made.seen(voluntary=None))) == {"handover_switches"}


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(TWO, rounds) == {}
