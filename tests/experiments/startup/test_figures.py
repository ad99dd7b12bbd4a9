"""What the calls of all rounds come to."""

import pytest
from tests.experiments.startup import made

from gilbench.experiments.startup.figures import COMPARED, FIGURES, reduce
from gilbench.plan.trial import Trial

TRIAL = Trial("startup", None, "thread_executor", None, 2, "full", 2, "3.13")
NAMES = {figure.name for figure in FIGURES}


def test_every_figure_is_there_where_everything_was_measured():
    assert set(reduce(TRIAL, {1: [made.call()]})) == NAMES
    assert COMPARED in NAMES


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(TRIAL, rounds) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("cold", 0.005, id="cold"),
        pytest.param("first_result", 0.004, id="first result"),
        pytest.param("warm", 0.0005, id="warm"),
        pytest.param("teardown", 0.001, id="teardown"),
    ],
)
@pytest.mark.parametrize("rounds", [1, 3])
def test_what_is_repeated_is_the_median_of_its_own_repeats(name, value, rounds):
    found = reduce(TRIAL, {number: [made.call(0.005)] for number in range(rounds)})[name]
    assert found.value == pytest.approx(value)
    assert found.rounds == rounds


def test_one_round_has_the_interval_of_its_repeats():
    repeats = [0.7, 0.9, 1.0, 1.0, 1.1, 1.3]
    found = reduce(TRIAL, {1: [made.call(0.01, repeats)]})["cold"]
    assert (found.low, found.value, found.high) == pytest.approx((0.007, 0.01, 0.013))


@pytest.mark.parametrize("repeats", [[1.0], [0.9, 1.1], [0.9, 0.95, 1.0, 1.05, 1.1]], ids=len)
def test_fewer_than_six_repeats_of_one_round_have_no_interval(repeats):
    found = reduce(TRIAL, {1: [made.call(0.01, repeats)]})["cold"]
    assert found.value == pytest.approx(0.01)
    assert (found.low, found.high) == (None, None)


def test_an_interval_over_rounds_is_about_rounds_and_not_about_their_repeats():
    same = reduce(TRIAL, {number: [made.call(0.01, made.SHAKEN)] for number in range(3)})["cold"]
    assert (same.low, same.value, same.high) == pytest.approx((0.01, 0.01, 0.01))
    apart = reduce(TRIAL, {number: [made.call(cold)] for number, cold in enumerate((0.01, 0.011, 0.012))})["cold"]
    assert apart.value == pytest.approx(0.011)
    assert apart.low < 0.01
    assert apart.high > 0.012


def test_the_repeats_of_several_calls_in_a_round_are_taken_together():
    found = reduce(TRIAL, {1: [made.call(0.01, [1.0]), made.call(0.01, [1.2]), made.call(0.01, [1.6])]})["cold"]
    assert found.value == pytest.approx(0.012)
    assert found.rounds == 1


def test_the_first_start_is_that_of_each_process_and_no_later_one():
    calls = {1: [made.call(first_start=0.05), made.call(first_start=9.0)], 2: [made.call(first_start=0.07)]}
    found = reduce(TRIAL, calls)["first_start"]
    assert found.value == pytest.approx(0.06)
    assert found.rounds == 2


def test_one_first_start_has_no_interval():
    found = reduce(TRIAL, {1: [made.call(first_start=0.05)]})["first_start"]
    assert (found.value, found.low, found.high) == (0.05, None, None)


def test_memory_is_the_median_over_rounds_with_its_interval():
    sizes = {1: 2.0 * made.MIB, 2: 3.0 * made.MIB, 3: 4.0 * made.MIB}
    found = reduce(TRIAL, {number: [made.call(memory_per_worker=size)] for number, size in sizes.items()})
    grown, kept = found["memory_per_worker"], found["memory_kept"]
    assert grown.low < grown.value == 3 * made.MIB < grown.high
    assert (kept.low, kept.value, kept.high) == (made.MIB, made.MIB, made.MIB)


def test_memory_that_went_down_is_a_figure_too():
    assert reduce(TRIAL, {1: [made.call(memory_kept=-4096.0)]})["memory_kept"].value == -4096.0


def test_memory_is_absent_where_nobody_told_it_and_nothing_else_is():
    silent = {"memory_per_worker": None, "memory_kept": None, "memory_reason": "not told"}
    assert NAMES - set(reduce(TRIAL, {1: [made.call(**silent)]})) == {"memory_per_worker", "memory_kept"}
    mixed = reduce(TRIAL, {1: [made.call(**silent)], 2: [made.call()]})
    assert (mixed["memory_per_worker"].rounds, mixed["cold"].rounds) == (1, 2)
