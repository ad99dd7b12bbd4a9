"""What the calls of all rounds come to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.grain import made

from gilbench.experiments.grain.figures import BREAK_EVEN, COMPARED, COST, FIGURES, GAINS, HOP, reduce
from gilbench.experiments.grain.records import LENGTHS

TRIAL = made.trial("3.13/process_executor[default]")
SHAKEN = (0.3, 0.6, 1.0, 1.0, 1.6, 3.0)


def once(*arguments, **more):
    return reduce(TRIAL, {1: [made.call(*arguments, **more)]})


def test_figures_are_named_after_lengths():
    assert list(GAINS.values())[:5] == [f"task_gain_{each}" for each in ("10us", "30us", "100us", "300us", "1ms")]
    assert COMPARED in {each.name for each in FIGURES}


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(TRIAL, rounds) == {}


@pytest.mark.parametrize("rounds", [1, 3])
def test_an_empty_task_and_a_hop_are_the_medians_of_their_repeats(rounds):
    found = reduce(TRIAL, {number: [made.call(1e-4)] for number in range(rounds)})
    assert found[COST].value == pytest.approx(1e-4)
    assert found[HOP].value == pytest.approx(2e-4)
    assert found[COST].rounds == found[HOP].rounds == rounds


@pytest.mark.parametrize(
    ("cost", "gain", "low", "value"),
    [
        pytest.param(1e-4, 1.9, 1e-4, 3e-4, id="from the first length above what a task costs"),
        pytest.param(1e-6, 1.9, 0.0, 1e-5, id="from the shortest on"),
        pytest.param(2e-3, 1.9, 1e-3, 3e-3, id="the longest alone"),
        pytest.param(1e-4, 1.0, None, None, id="never: no gain"),
        pytest.param(5e-3, 1.9, None, None, id="never: too dear"),
    ],
)
def test_tasks_pay_from_the_shortest_length_that_clearly_gains(cost, gain, low, value):
    found = once(cost, gain).get(BREAK_EVEN)
    told = (None, None) if found is None else (found.low, found.value)
    assert told == ((low, value) if low is None else pytest.approx((low, value)))


def test_what_shares_one_gil_has_no_break_even_whatever_was_seen():
    call = made.call()
    assert BREAK_EVEN not in reduce(TRIAL, {1: [call._replace(seen=replace(call.seen, turns=True))]})


def test_a_length_at_which_nothing_is_clear_does_not_pay():
    assert BREAK_EVEN in once(1e-4, 1.4)
    assert BREAK_EVEN not in once(1e-4, 1.4, repeats=SHAKEN)


def test_a_longer_task_that_does_not_pay_puts_the_break_even_beyond_it():
    call = made.call(1e-5)
    spoiled = [list(each) for each in call.seen.strategy]
    spoiled[-2] = [2 * each for each in call.seen.serial[-2]]
    found = reduce(TRIAL, {1: [call._replace(seen=replace(call.seen, strategy=spoiled))]})[BREAK_EVEN]
    assert (found.low, found.value) == pytest.approx((1e-3, 3e-3))


def test_a_break_even_is_told_in_what_tasks_really_took():
    call = made.call(1.5e-4)
    longer = replace(call.seen, took=[1.1 * each for each in call.seen.took])
    found = reduce(TRIAL, {1: [call._replace(seen=longer)]})[BREAK_EVEN]
    assert (found.low, found.value) == pytest.approx((1.1e-4, 3.3e-4))


@given(
    st.floats(1e-6, 1e-2),
    st.floats(0.5, 8.0),
    st.lists(st.floats(0.5, 2.0), min_size=2, max_size=9),
    st.integers(1, 4),
)
def test_no_figure_contradicts_another(cost, gain, repeats, rounds):
    found = reduce(TRIAL, {number: [made.call(cost, gain, repeats=repeats)] for number in range(rounds)})
    for each in found.values():
        assert each.low is None or each.low <= each.value <= each.high
    gains = {length: found[name] for length, name in GAINS.items() if name in found}
    assert list(gains) == list(LENGTHS[:6])
    even = found.get(BREAK_EVEN)
    paying = [length for length in gains if even is not None and length >= even.value * 0.999]
    assert all(gains[length].low > 1 for length in paying)
    if even is None:
        assert gains[LENGTHS[5]].low is None or gains[LENGTHS[5]].low <= 1
    elif even.low:
        before = max(length for length in gains if length < even.value * 0.999)
        assert gains[before].low is None or gains[before].low <= 1
        assert even.low == pytest.approx(before)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"lengths": []}, id="no lengths"),
        pytest.param({"lengths": [0.0, 0.5]}, id="lengths that there are not"),
        pytest.param({"lengths": [1e-5, 3e-5]}, id="no empty task"),
        pytest.param({"tasks": [1]}, id="fewer numbers"),
        pytest.param({"serial": [[1.0]]}, id="fewer times"),
        pytest.param({"took": [1.0]}, id="fewer lengths that they took"),
        pytest.param({"tasks": [0] * 7}, id="no tasks"),
        pytest.param({"strategy": [[0.0]] * 7}, id="no time"),
        pytest.param({"hops": []}, id="no hop"),
    ],
)
def test_what_does_not_belong_together_is_refused(changes):
    call = made.call()
    with pytest.raises((ValueError, ArithmeticError)):
        reduce(TRIAL, {1: [call._replace(seen=replace(call.seen, **changes))]})
