"""What the calls of all rounds come to."""

import pytest
from tests.experiments.release import made
from tests.simulated import lost

from gilbench.experiments.release.figures import COMPARED, FIGURES, reduce

NAMES = {figure.name for figure in FIGURES}
THREADS, BESIDE = made.trial("3.13/10.0"), made.trial("3.13/10.0/beside")


def test_threads_have_every_figure_of_their_own():
    found = reduce(THREADS, {1: [made.call(made.together(10.0, 1.8))]})
    assert set(found) == NAMES - {"release_pays_from"}
    assert COMPARED in found


def test_a_call_beside_a_thread_that_computes_has_no_speedup():
    found = reduce(BESIDE, {1: [made.call(made.beside(10.0, 100.0))]})
    assert set(found) == {"call_length", "held_call", "released_call", "released_by_held"}


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(THREADS, rounds) == {}


@pytest.mark.parametrize("rounds", [1, 3])
def test_what_they_come_to(rounds):
    found = reduce(THREADS, {number: [made.call(made.together(10.0, 1.8))] for number in range(rounds)})
    assert {name: each.value for name, each in found.items()} == pytest.approx(
        {
            "call_length": 1e-5,
            "held_call_alone": 1e-5,
            "released_call_alone": 1e-5,
            "held_call": 1e-5,
            "released_call": 1e-5 / 1.8,
            "held_call_speedup": 1.0,
            "released_call_speedup": 1.8,
            "released_by_held": 1 / 1.8,
        },
        rel=1e-3,
    )
    assert {each.rounds for each in found.values()} == {rounds}


def test_one_round_has_the_interval_of_its_repeats():
    steady, shaken = (
        reduce(THREADS, {1: [made.call(made.together(10.0, 1.8, repeats))]})["released_call_speedup"]
        for repeats in (made.STEADY, made.SHAKEN)
    )
    assert 1.7 < steady.low < steady.value < steady.high < 1.9
    assert shaken.low < 1 < shaken.value < 3 < shaken.high


def test_an_interval_over_rounds_is_about_rounds_and_not_about_their_repeats():
    same = reduce(THREADS, {number: [made.call(made.together(10.0, 1.8, made.SHAKEN))] for number in range(3)})
    speedup = same["released_call_speedup"]
    assert speedup.low == pytest.approx(speedup.high)
    apart = reduce(THREADS, {number: [made.call(made.together(10.0, each))] for number, each in enumerate((1.2, 1.9))})
    assert apart["released_call_speedup"].low < 1
    assert apart["released_call_speedup"].high > 2


def test_both_sides_of_a_ratio_are_of_the_same_repeat():
    drifting = [1e-5, 2e-5, 4e-5, 8e-5, 16e-5, 32e-5]
    seen = made.Seen(1, 1e-5, drifting, drifting, drifting, [each / 2 for each in drifting])
    found = reduce(THREADS, {1: [made.call(seen)]})["released_call_speedup"]
    assert (found.low, found.value, found.high) == pytest.approx((2.0, 2.0, 2.0))


def pays_from(rounds, **more):
    """Return the figure by trial id."""
    figures = made.evidence(rounds, **more).figures
    return {trial: found["release_pays_from"] for trial, found in figures.items() if "release_pays_from" in found}


def test_from_which_length_on_it_pays_stands_beside_the_shortest_calls_of_each_target_with_a_gil():
    found = pays_from({**made.curve("3.13"), **made.curve("3.14"), **made.curve("3.14t")})
    assert set(found) == {"3.13/release/2?microseconds=0.5", "3.14/release/2?microseconds=0.5"}
    for each in found.values():
        assert (each.low, each.high) == pytest.approx((2e-6, 5e-6))
        assert each.low < each.value < each.high


@pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(made.curve("3.13", {0.5: 1.2, 10.0: 1.9}), id="it pays everywhere"),
        pytest.param(made.curve("3.13", {0.5: 0.7, 10.0: 0.9}), id="it pays nowhere"),
        pytest.param(made.curve("3.13", repeats=made.SHAKEN), id="noise"),
        pytest.param({"3.13/0.5": [lost("failed", "exit code 1")], "3.13/10.0": []}, id="nothing was measured"),
        pytest.param(made.waiting("3.13"), id="nothing with two threads"),
    ],
)
def test_without_both_ends_there_is_no_such_figure(rounds):
    assert pays_from(rounds) == {}


def test_more_threads_and_smoke_tests_have_no_part_in_it():
    four = {f"3.13/{each}/4": [made.outcome(made.together(each, 0.1))] for each in made.TEXTBOOK}
    assert pays_from({**made.curve("3.13"), **four}) == pays_from(made.curve("3.13"))
    assert pays_from(made.curve("3.13"), size="small") == {}
