"""One time ÷ another, and from where on sharing beats copying."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.experiments.payload.figures import round_trip
from gilbench.experiments.payload.quotients import crossing, gains, is_more, is_no_more, quotient
from gilbench.experiments.payload.records import FEW
from gilbench.model import Estimate

RELATIVE = st.floats(1.0, 3.0)
SECONDS = st.floats(1e-6, 10.0)


def estimate(value, reach=1.01):
    return Estimate(value, value / reach, value * reach, 1)


@given(one=SECONDS, other=SECONDS, reach=RELATIVE, other_reach=RELATIVE)
def test_distances_from_the_estimate_add_up_by_their_squares(one, other, reach, other_reach):
    found = quotient(estimate(one, reach), estimate(other, other_reach))
    width = math.hypot(math.log(reach), math.log(other_reach))
    assert found.value == pytest.approx(one / other)
    assert math.log(found.high / found.value) == pytest.approx(width, abs=1e-9)
    assert math.log(found.value / found.low) == pytest.approx(width, abs=1e-9)


@given(one=SECONDS, other=SECONDS, reach=RELATIVE, other_reach=RELATIVE)
def test_the_quotient_the_other_way_round_is_the_inverse(one, other, reach, other_reach):
    sides = estimate(one, reach), estimate(other, other_reach)
    there, back = quotient(*sides), quotient(*reversed(sides))
    assert (1 / there.value, 1 / there.high, 1 / there.low) == pytest.approx((back.value, back.low, back.high))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Estimate(1.0, None, None, 1), id="no-interval"),
        pytest.param(Estimate(1.0, -0.5, 2.0, 1), id="less-than-nothing"),
        pytest.param(Estimate(1.0, 0.0, 2.0, 1), id="nothing"),
    ],
)
def test_there_is_no_quotient_without_intervals_above_nothing(other):
    assert quotient(estimate(1.0), other) is None
    assert quotient(other, estimate(1.0)) is None


@given(value=st.floats(0.5, 2.0), reach=RELATIVE)
def test_nothing_is_both_more_and_no_more(value, reach):
    found = estimate(value, reach)
    assert not (is_more(found) and is_no_more(found))


@pytest.mark.parametrize(
    ("found", "more", "no_more"),
    [
        pytest.param(estimate(1.5), True, False, id="clearly-more"),
        pytest.param(estimate(1.02, 1.001), False, True, id="more-by-less-than-the-margin"),
        pytest.param(estimate(1.04, 1.03), False, False, id="may-be-more"),
        pytest.param(estimate(0.5), False, True, id="less"),
        pytest.param(estimate(1.5, 2.0), False, False, id="noise"),
        pytest.param(Estimate(1.5, None, None, 1), False, False, id="no-interval"),
    ],
)
def test_what_is_clear(found, more, no_more):
    assert (is_more(found), is_no_more(found)) == (more, no_more)


@pytest.mark.parametrize(
    ("values", "after", "size"),
    [
        pytest.param((0.9, 0.98, 3.0, 9.0), FEW[1], FEW[2], id="between-two"),
        pytest.param((2.0, 3.0, 4.0, 9.0), None, FEW[0], id="everywhere"),
        pytest.param((2.0, 1.0, 4.0, 9.0), FEW[1], FEW[2], id="never-mind-a-smaller-one"),
        pytest.param((0.5, 0.5, 0.5, 1.2), FEW[2], FEW[3], id="the-largest-alone"),
        pytest.param((2.0, 3.0, 4.0, 1.0), None, None, id="not-at-the-largest"),
        pytest.param((), None, None, id="nothing-measured"),
    ],
)
def test_sharing_beats_copying_from_the_size_on_that_all_larger_ones_agree_with(values, after, size):
    found = crossing(dict(zip(FEW, map(estimate, values), strict=False)))
    if size is None:
        assert found is None
    else:
        assert (found.after, found.size, found.largest) == (after, size, FEW[-1])
        assert found.gain.value == values[-1]


def test_gains_are_of_the_sizes_that_both_have():
    copied = {round_trip(size): estimate(4e-3) for size in FEW}
    shared = {round_trip(size): estimate(1e-3) for size in FEW[:2]} | {
        round_trip(FEW[2]): Estimate(1e-3, None, None, 1)
    }
    found = gains(copied, shared)
    assert list(found) == list(FEW[:2])
    assert found[FEW[0]].value == pytest.approx(4.0)
