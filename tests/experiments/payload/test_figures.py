"""What the calls of payload come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.payload import made

from gilbench.experiments.payload.figures import FIGURES, MEMORY, PER_BYTE, per_second, reduce, round_trip
from gilbench.experiments.payload.records import FEW, MIB, SIZES, sizes

TRIAL = made.trial("3.13/pipe")
SECONDS = st.floats(1e-6, 10.0)


def of(*calls):
    return reduce(TRIAL, {number: [call] for number, call in enumerate(calls, 1)})


def test_every_size_has_its_time_and_its_speed():
    found = of(made.call(1e-4, 2e-3))
    assert {round_trip(size) for size in FEW} | {per_second(size) for size in FEW} < found.keys()
    for size in FEW:
        taken, speed = found[round_trip(size)], found[per_second(size)]
        assert taken.value == pytest.approx(1e-4 + 2e-3 * size / MIB)
        assert taken.low < taken.value < taken.high
        assert speed.value == pytest.approx(size / taken.value)
        assert (speed.low, speed.high) == pytest.approx((size / taken.high, size / taken.low))


def test_names_say_the_size():
    assert [round_trip(size) for size in FEW] == [f"round_trip_{each}" for each in ("1KiB", "64KiB", "1MiB", "4MiB")]
    assert {figure.name for figure in FIGURES} >= {round_trip(size) for size in SIZES}


def test_a_single_round_has_the_interval_of_its_sweeps_and_several_have_that_of_rounds():
    one = of(made.call(1e-4, 2e-3, made.SHAKEN))[round_trip(MIB)]
    several = of(*[made.call(1e-4, 2e-3, made.SHAKEN)] * 3)[round_trip(MIB)]
    assert (one.rounds, several.rounds) == (1, 3)
    assert one.low < 0.5 * one.value
    assert (several.low, several.high) == pytest.approx((several.value, several.value))


def test_one_sweep_has_no_interval():
    found = of(made.call(1e-4, 2e-3, (1.0,)))
    assert all((each.low, each.high) == (None, None) for each in found.values())


@given(task=SECONDS, mebibyte=SECONDS)
def test_what_a_byte_costs_is_the_slope_whatever_a_task_costs(task, mebibyte):
    found = of(made.call(task, mebibyte, (1.0, 1.0, 1.0)))[PER_BYTE]
    assert found.value == pytest.approx(mebibyte / MIB, rel=1e-6, abs=1e-15)


@given(sweeps=st.lists(st.floats(0.1, 10.0), min_size=1, max_size=12), rounds=st.integers(1, 3))
def test_intervals_hold_their_figures(sweeps, rounds):
    found = of(*[made.call(1e-4, 2e-3, sweeps)] * rounds)
    assert all(each.low is None or each.low <= each.value <= each.high for each in found.values())


def test_what_does_not_depend_on_size_may_cost_less_than_nothing_per_byte():
    up, down = [2e-5, 3e-5, 2e-5, 2e-5, 3e-5, 2e-5], [3e-5, 2e-5, 2e-5, 3e-5, 2e-5, 2e-5]
    seconds = [up, up, up, down]
    found = of(made.call(0.1, 0.0, seconds=seconds))[PER_BYTE]
    assert found.low < 0 < found.high


def test_sizes_that_a_round_could_not_hand_over_have_no_figure():
    found = of(made.call(1e-4, 2e-3), made.call(1e-4, 2e-3, sizes=FEW[:3], too_large=[FEW[3]]))
    assert {name for name in found if name.startswith("round_trip")} == {round_trip(size) for size in FEW[:3]}


def test_memory_is_the_most_of_all_rounds():
    found = of(*(made.call(1e-4, 2e-3, peak_memory=each) for each in (1e8, 3e8, None)))
    assert found[MEMORY].value == 3e8
    assert MEMORY not in of(made.call(1e-4, 2e-3, peak_memory=None))


def test_what_an_interpreter_lacks_has_no_figure():
    assert of(made.call(1e-9, 0.0, sizes=(), missing="this interpreter has no numpy")) == {}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"seconds": [[1e-4]]}, id="fewer-times-than-sizes"),
        pytest.param({"seconds": [[]] * 4}, id="no-times"),
        pytest.param({"seconds": [[0.0]] * 4}, id="no-time"),
        pytest.param({"seconds": [[1.0], [1.0], [1.0], [1.0, 2.0]]}, id="more-sweeps-of-one-size"),
    ],
)
def test_what_cannot_be_is_refused(changes):
    with pytest.raises((ValueError, ArithmeticError)):
        of(made.call(1e-4, 2e-3, **changes))


@pytest.mark.parametrize(
    ("count", "chosen"),
    [
        pytest.param(3, FEW[:3], id="fewer"),
        pytest.param(4, FEW, id="few"),
        pytest.param(8, SIZES[:8], id="all-but-one"),
        pytest.param(9, SIZES, id="all"),
    ],
)
def test_as_many_sizes_as_a_trial_has_items(count, chosen):
    assert sizes(count) == chosen
    assert len(chosen) == count
