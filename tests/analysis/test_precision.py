import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from tests.known import comparisons
from tests.simulated import World, lost, scenario, simulate, target, trial

from gilbench.analysis.intervals import student_half_width
from gilbench.plan.rank import Rank

PRIMES = "3.13/primes"
SERIAL, THREAD = f"{PRIMES}/serial/1", f"{PRIMES}/thread/2"
TWO = scenario(PRIMES, {"thread": 1.0, "thread_pool": 1.0})


def widths(run):
    return [each.half_width for each in comparisons(run)]


def sides(run):
    return {(each.base.id, each.other.id) for each in comparisons(run)}


def test_every_trial_is_compared_with_its_serial_twin():
    assert sides(simulate(TWO)) == {(trial(SERIAL).id, trial(name).id) for name in TWO if name != SERIAL}


def test_serial_code_is_compared_with_the_first_target_and_copies_with_their_originals():
    run = simulate({SERIAL: 0.2, "3.14/primes/serial/1": 0.2, f"{SERIAL}#2": 0.2})
    first = trial(SERIAL).id
    assert sides(run) == {(first, trial("3.14/primes/serial/1").id), (first, trial(f"{SERIAL}#2").id)}


def test_a_twin_that_was_brought_along_is_compared_with_what_it_is_the_twin_of_and_one_that_was_not_with_the_first():
    seconds = {f"{name}/primes/serial/1": 0.2 for name in ("3.13", "3.14t", "3.14t+gil")}
    first, free, twin = (trial(name).id for name in seconds)
    known = (target("3.13"), target("3.14t"), target("3.14t+gil"))
    assert sides(simulate(seconds, targets=known)) == {(first, free), (first, twin)}
    brought = (*known[:2], replace(known[2], twin_of="3.14t"))
    assert sides(simulate(seconds, targets=brought)) == {(first, free), (free, twin)}


def test_more_rounds_narrow_the_comparisons():
    few, many = (widths(simulate(TWO, World(rounds=rounds, noise=0.05))) for rounds in (4, 16))
    assert 0 < max(many) < max(few)
    assert widths(simulate(TWO, World(noise=0))) == pytest.approx([0, 0])


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=30).filter(lambda values: max(values) - min(values) > 1e-3))
def test_half_widths_are_those_of_student(values):
    low, high = stats.t.interval(0.95, len(values) - 1, loc=0, scale=stats.sem(values))
    assert student_half_width(values) == pytest.approx((high - low) / 2)


@pytest.mark.parametrize("rounds", [0, 1])
def test_what_has_fewer_than_two_rounds_is_infinitely_wide(rounds):
    assert widths(simulate(TWO, World(rounds=rounds))) == [math.inf, math.inf]


def test_a_lost_trial_is_not_expected_to_be_precise():
    world = World(noise=0, troubles={THREAD: {1: lost("failed", "broke")}})
    assert sides(simulate(TWO, world)) == {(trial(SERIAL).id, trial(f"{PRIMES}/thread_pool/2").id)}


def test_nothing_is_compared_where_only_serial_code_ran():
    assert comparisons(simulate({SERIAL: 0.2})) == []


def test_a_comparison_is_for_what_less_depends_on_of_its_sides():
    ways = {"thread": 1.0, "process_executor[spawn]": 1.0}
    run = simulate(scenario(PRIMES, ways) | scenario("3.13/wordcount", ways))
    assert {(each.other.workload, each.other.strategy): each.rank for each in comparisons(run)} == {
        ("primes", "thread"): Rank.DECIDES,
        ("primes", "process_executor"): Rank.DECIDES,
        ("wordcount", "thread"): Rank.ADVISES,
        ("wordcount", "process_executor"): Rank.SHOWS,
    }


def test_copies_decide_whatever_they_are_of():
    (_, copied) = comparisons(simulate({f"3.13/pages/{each}": 0.2 for each in ("serial/1", "thread/2", "thread/2#2")}))
    assert copied.rank == Rank.DECIDES
