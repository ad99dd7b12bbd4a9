"""What the calls of all rounds come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.sharing import made

from gilbench.experiments.sharing.figures import COMPARED, FIGURES, reduce

NAMES = {figure.name for figure in FIGURES}
READ, ADD = made.trial("3.13/attribute"), made.trial("3.13/add")
COPIED, SHARDS = made.trial("3.13/attribute:copy"), made.trial("3.13/add:shards")
OF_CURES = {
    *("sharing_cured_item", "sharing_cured_cpu", "sharing_cured_speedup"),
    *("sharing_cure_saves", "sharing_cure_gain"),
}


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(READ, rounds) == {}


@pytest.mark.parametrize("rounds", [1, 3])
def test_what_they_come_to(rounds):
    found = reduce(READ, {number: [made.call(made.seen(4.0, 1.6))] for number in range(rounds)})
    assert {name: each.value for name, each in found.items()} == pytest.approx(
        {
            "sharing_alone_item": 2e-8,
            "sharing_private_item": 2e-8,
            "sharing_shared_item": 8e-8,
            "sharing_cost": 4.0,
            "sharing_private_cpu": 1.0,
            "sharing_shared_cpu": 4.0,
            "sharing_private_speedup": 1.6,
            "sharing_shared_speedup": 0.4,
            "sharing_gain": 4.0,
        },
        rel=1e-3,
    )
    assert {each.rounds for each in found.values()} == {rounds}
    assert COMPARED in found


def test_increments_of_one_attribute_have_the_share_that_is_lost_of_all_rounds_together():
    calls = {1: [made.call(made.seen(1.0, lost=100_000))], 2: [made.call(made.seen(1.0, lost=0))]}
    found = reduce(ADD, calls)
    assert set(found) == NAMES - OF_CURES
    assert (found["sharing_lost"].value, found["sharing_lost"].low) == (0.05, None)


def test_a_cure_is_held_against_the_same_items_without_it():
    found = reduce(COPIED, {1: [made.call(made.cured(4.0, 1.6))]})
    assert {name: each.value for name, each in found.items()} == pytest.approx(
        {
            "sharing_alone_item": 2e-8,
            "sharing_shared_item": 8e-8,
            "sharing_cured_item": 2e-8,
            "sharing_shared_cpu": 4.0,
            "sharing_cured_cpu": 1.0,
            "sharing_shared_speedup": 0.4,
            "sharing_cured_speedup": 1.6,
            "sharing_cure_saves": 4.0,
            "sharing_cure_gain": 4.0,
        },
        rel=1e-3,
    )
    assert COMPARED in found


def test_what_is_lost_without_a_cure_is_told_of_the_step_and_not_again():
    assert "sharing_lost" not in reduce(SHARDS, {1: [made.call(made.cured(2.0))]})


def test_one_round_has_the_interval_of_its_repeats():
    steady, shaken = (
        reduce(READ, {1: [made.call(made.seen(1.5, repeats=repeats))]})["sharing_cost"]
        for repeats in (made.STEADY, made.SHAKEN)
    )
    assert 1.4 < steady.low < steady.value < steady.high < 1.6
    assert shaken.low < 1 < shaken.value < 2 < shaken.high


def test_an_interval_over_rounds_is_about_rounds_and_not_about_their_repeats():
    same = reduce(READ, {number: [made.call(made.seen(1.5, repeats=made.SHAKEN))] for number in range(3)})
    assert same["sharing_cost"].low == pytest.approx(same["sharing_cost"].high)
    apart = reduce(READ, {number: [made.call(made.seen(each))] for number, each in enumerate((1.2, 6.0))})
    assert apart["sharing_cost"].low < 1
    assert apart["sharing_cost"].high > 6


def test_both_sides_of_a_ratio_are_of_the_same_repeat():
    drifting = [1e-8, 2e-8, 4e-8, 8e-8, 16e-8, 32e-8]
    seen = made.seen(1.0, private_cpu=drifting, shared_cpu=[3 * each for each in drifting])
    found = reduce(READ, {1: [made.call(seen)]})["sharing_cost"]
    assert (found.low, found.value, found.high) == pytest.approx((3.0, 3.0, 3.0))


@settings(deadline=None)
@given(st.floats(0.3, 20.0), st.floats(0.3, 8.0))
def test_costs_multiply_and_what_is_gained_is_what_one_speedup_is_of_the_other(cost, private):
    found = {name: each.value for name, each in reduce(READ, {1: [made.call(made.seen(cost, private))]}).items()}
    assert found["sharing_private_cpu"] * found["sharing_cost"] == pytest.approx(found["sharing_shared_cpu"])
    assert found["sharing_private_speedup"] == pytest.approx(found["sharing_shared_speedup"] * found["sharing_gain"])
