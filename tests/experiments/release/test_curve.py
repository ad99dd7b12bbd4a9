"""Between which lengths a loss becomes a gain."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gilbench.experiments.release.curve import Point, range_of
from gilbench.model import Estimate

WIDTH = 1.05


def point(length, speedup, width=WIDTH):
    return Point(
        f"3.13/{length}", Estimate(length, length, length, 1), estimate(speedup, width), estimate(1 / speedup, width)
    )


def estimate(value, width):
    return Estimate(value, *((None, None) if width is None else (value / width, value * width)), 1)


def curve(*speedups):
    """Return points at 1, 2, 3 … seconds a call."""
    return [point(float(length), speedup) for length, speedup in enumerate(speedups, 1)]


def ends(found):
    return tuple(None if each is None else each.length.value for each in (found.loses, found.gains))


@pytest.mark.parametrize(
    ("speedups", "expected"),
    [
        pytest.param((0.7, 0.9, 1.5, 1.9), (2.0, 3.0), id="between neighbours"),
        pytest.param((0.7, 0.99, 1.5, 1.9), (1.0, 3.0), id="what is not clear lies between"),
        pytest.param((0.7, 1.01, 1.02, 1.9), (1.0, 4.0), id="nor is a gain that is not clear an end"),
        pytest.param((0.7, 1.5, 0.8, 1.9), (3.0, 4.0), id="a gain counts if no longer calls lose"),
        pytest.param((1.5, 1.8, 1.9), (None, 1.0), id="gains everywhere"),
        pytest.param((0.6, 0.7, 0.8), (3.0, None), id="loses everywhere"),
        pytest.param((0.7, 1.5, 1.0), (1.0, None), id="not clear at the longest"),
        pytest.param((1.0, 1.01, 0.99), (None, None), id="no difference"),
        pytest.param((), (None, None), id="nothing measured"),
    ],
)
def test_the_range_is_between_the_longest_loss_and_the_shortest_of_lasting_gains(speedups, expected):
    found = range_of(curve(*speedups))
    assert ends(found) == expected
    assert (found.pays_from is None) == (None in expected)


def test_without_intervals_nothing_is_clear():
    assert ends(range_of([point(1.0, 0.5, None), point(2.0, 1.9, None)])) == (None, None)


@pytest.mark.parametrize("speedup", [0.5, 1.9])
def test_what_holding_the_gil_does_as_well_is_the_machine(speedup):
    alike = replace(point(1.0, speedup), by_held=estimate(1.0, WIDTH))
    assert (alike.loses, alike.gains) == (False, False)


def test_the_figure_is_where_lines_on_logarithmic_axes_meet_one():
    found = range_of([point(1.0, 0.5), point(4.0, 2.0)]).pays_from
    assert (found.low, found.value, found.high) == pytest.approx((1.0, 2.0, 4.0))


@settings(deadline=None)
@given(st.lists(st.floats(0.2, 4.0), min_size=1, max_size=12), st.floats(1.001, 1.5))
def test_it_is_always_within_its_range_and_contradicts_no_point(speedups, width):
    points = [point(float(length), each, width) for length, each in enumerate(speedups, 1)]
    found = range_of(points)
    if found.gains is not None:
        assert all(each.gains for each in points if each.length.value >= found.gains.length.value)
    if found.loses is not None:
        assert found.loses.speedup.high < 1
    if found.pays_from is not None:
        assert found.loses.length.value == found.pays_from.low < found.pays_from.value < found.pays_from.high
        assert found.gains.length.value == found.pays_from.high
