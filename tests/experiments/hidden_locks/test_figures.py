"""What the calls of all rounds come to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.hidden_locks import made

from gilbench.experiments.hidden_locks.figures import FIGURES, Drawn, drawn, own, reduce, shared
from gilbench.experiments.hidden_locks.records import CALLS, Timed


def rounds(*seen):
    return {number: [made.call(each)] for number, each in enumerate(seen, 1)}


def reduced(wait, *seen):
    return reduce(made.trial(f"3.13/{wait}"), rounds(*seen))


def test_every_figure_is_some_trials():
    found = [set(reduced(wait, made.seen(wait))) for wait in CALLS]
    assert set().union(*found) == {figure.name for figure in FIGURES}
    assert not set.intersection(*found)


@pytest.mark.parametrize("none", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(none):
    assert reduce(made.trial("3.13/sleep"), none) == {}
    assert drawn(made.trial("3.13/sleep"), none) == Drawn({}, {})


@pytest.mark.parametrize("number", [1, 3])
def test_a_figure_is_the_time_of_two_threads_by_that_of_one(number):
    found = reduced("compute", *[made.seen("compute", hash=(2.1, 1.1))] * number)
    assert (found[shared("hash")].value, found[own("hash")].value) == pytest.approx((2.1, 1.1))
    assert (found[shared("sqlite")].value, found[own("sqlite")].value) == pytest.approx((1.0, 1.0))
    assert {each.rounds for each in found.values()} == {number}


def test_one_bad_repeat_on_either_side_does_not_widen_the_interval_of_a_round():
    steady = reduced("compute", made.seen("compute", made.LOCK))[shared("hash")]
    bad = (0.1, *made.STEADY[1:-1], 10.0)
    assert reduced("compute", made.seen("compute", made.LOCK, bad))[shared("hash")] == steady
    assert (steady.low, steady.high) == pytest.approx((1.98, 2.02))


def test_several_rounds_have_the_interval_of_the_rounds():
    same = reduced("compute", *[made.seen("compute", made.LOCK, made.SHAKEN)] * 3)[shared("hash")]
    assert same.low == pytest.approx(same.high)
    other = reduced("compute", *(made.seen("compute", (times, 1.0)) for times in (1.0, 2.0, 4.0)))[shared("hash")]
    assert other.value == pytest.approx(2.0)
    assert other.low < 1.0
    assert other.high > 4.0


def test_both_times_of_a_ratio_are_of_the_same_repeat():
    drifting = [0.001 * 2**number for number in range(9)]
    timed = Timed("hash", drifting, [2 * each for each in drifting], drifting)
    found = reduced("compute", replace(made.seen("compute"), calls=[timed]))
    assert (found[shared("hash")].low, found[shared("hash")].high) == pytest.approx((2.0, 2.0))
    assert (found[own("hash")].low, found[own("hash")].high) == pytest.approx((1.0, 1.0))


def test_what_is_absent_has_no_figure_and_its_reason_is_kept():
    seen = made.seen("compute")
    lacking = replace(seen, calls=[*seen.calls[:-1], Timed("sqlite", [], [], [], "there is none")])
    assert shared("sqlite") not in reduced("compute", lacking)
    assert shared("hash") in reduced("compute", lacking)
    assert drawn(made.trial("3.13/compute"), rounds(lacking)) == Drawn({"sqlite": "there is none"}, {})


def test_what_came_of_the_same_call_inside_is_kept_by_call():
    assert drawn(made.trial("3.13/sleep"), rounds(made.seen("sleep"))).again == made.AGAIN


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.floats(1e-4, 1.0), st.floats(1e-4, 1.0)), min_size=9, max_size=9))
def test_the_estimate_lies_within_its_interval_and_that_within_the_ratios(pairs):
    alone, together = ([pair[side] for pair in pairs] for side in (0, 1))
    seen = replace(made.seen("compute"), calls=[Timed("hash", alone, together, together)])
    found = reduced("compute", seen)[shared("hash")]
    ratios = [both / one for one, both in pairs]
    assert min(ratios) <= found.low <= found.value <= found.high <= max(ratios)
