"""What the dinners of all rounds come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.deadlock import made

from gilbench.analysis.shares import exact
from gilbench.experiments.deadlock.figures import FIGURES, drawn, reduce
from gilbench.experiments.deadlock.records import Dinner, Seen

TRIAL = made.trial("3.13/none/yes")
OF_MEALS = {"meals_per_second", "meals_jain", "longest_unfed", "unfed"}
DINNERS = st.lists(
    st.builds(
        Dinner,
        st.floats(0.001, 1.0),
        st.lists(st.integers(0, 500), min_size=3, max_size=3),
        st.floats(0, 1.0),
        st.sampled_from([[], [0, 1, 2]]),
    ),
    min_size=1,
    max_size=12,
)


def reduced(*seen):
    return reduce(TRIAL, {number: [made.call(each)] for number, each in enumerate(seen, 1)})


def dinners(*found):
    return Seen(True, 0.005, list(found))


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(TRIAL, rounds) == {}
    assert drawn(TRIAL, rounds) == ()


def test_there_are_figures_of_deadlocks_and_of_dinners_that_ended():
    always = {"deadlocked_dinners", "dinners_counted"}
    assert set(reduced(made.seen(36))) == {*always, "meals_before_deadlock"}
    assert set(reduced(made.seen(0))) == always | OF_MEALS
    assert set(reduced(made.seen(5))) == {each.name for each in FIGURES}


def test_dinners_of_all_rounds_are_counted_together_with_exact_bounds():
    found = reduced(made.seen(3), made.seen(0))
    assert found["dinners_counted"].value == 72
    share = found["deadlocked_dinners"]
    assert (share.value, share.low, share.high, share.rounds) == (3 / 72, *exact(3, 72), 2)


def test_meals_are_told_of_dinners_without_a_deadlock_only():
    found = reduced(dinners(*[made.eaten((10, 30), 0.01, 0.002)] * 6, *[made.deadlocked((500, 0))] * 30))
    assert found["meals_per_second"].value == pytest.approx(4000)
    assert found["meals_jain"].value == pytest.approx(1600 / 2000)
    assert found["longest_unfed"].value == 0.002
    assert found["meals_before_deadlock"].value == 500


def test_who_ate_nothing_is_a_share_of_philosophers():
    assert reduced(dinners(made.eaten((0, 5, 5, 5)), made.eaten((5, 5, 5, 5))))["unfed"].value == 1 / 8


def test_a_dinner_in_which_nobody_ate_is_no_fair_one():
    found = reduced(dinners(made.eaten((0, 0)), made.eaten((8, 0))))
    assert found["meals_jain"].value == 0.5
    assert "meals_jain" not in reduced(dinners(made.eaten((0, 0))))


def test_one_round_has_the_interval_of_its_dinners_and_several_that_of_their_medians():
    rates = [dinners(*[made.eaten((meals,), 1.0)] * 6) for meals in (100, 110, 120)]
    one = reduced(rates[0])["meals_per_second"]
    assert (one.low, one.value, one.high, one.rounds) == (100, 100, 100, 1)
    several = reduced(*rates)["meals_per_second"]
    assert (several.value, several.rounds) == (110, 3)
    assert several.low < 100
    assert several.high > 120
    assert reduced(dinners(made.eaten()))["meals_per_second"].low is None


@settings(deadline=None, max_examples=40)
@given(st.lists(DINNERS, min_size=1, max_size=3))
def test_no_figure_is_outside_of_its_interval_or_of_what_can_be(rounds):
    found = reduced(*(dinners(*each) for each in rounds))
    for name, each in found.items():
        assert each.low is None or 0 <= each.low <= each.value <= each.high
        if name in {"deadlocked_dinners", "unfed", "meals_jain"}:
            assert each.value <= 1
            assert each.high is None or each.high <= 1


def test_the_circle_of_the_first_deadlock_is_what_is_shown():
    first, second = made.deadlocked(circle=[2, 3, 4, 0, 1]), made.deadlocked(circle=[0, 1])
    assert drawn(TRIAL, {1: [made.call(dinners(made.eaten()))], 2: [made.call(dinners(first, second))]}) == (
        *(2, 3, 4),
        *(0, 1),
    )
