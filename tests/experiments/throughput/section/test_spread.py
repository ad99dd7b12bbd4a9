"""The rounds of a cell as dots."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import simulate, under_the_gil

from gilbench.experiments.throughput.section import heat_map, spread
from gilbench.model.blocks import Matrix

MAP = made.heat_map("3.11")
LOGS = st.lists(st.floats(-5, 5), min_size=1, max_size=60)


def with_rounds(shown, logs):
    rows = (replace(row, cells=tuple(replace(each, logs=logs) for each in row.cells)) for row in shown.rows)
    return replace(shown, rows=tuple(rows))


def only(value):
    """Return a map with one cell, of this speed-up."""
    row = MAP.rows[0]
    cell = replace(row.cells[0], speedup=made.estimate(value))
    return replace(MAP, rows=(replace(row, cells=(cell,)),), columns=MAP.columns[:1])


@given(LOGS, st.floats(0.01, 50))
def test_places_are_in_order_between_the_ends_and_no_more_than_are_told_apart(logs, mean):
    places = spread.scale(only(mean)).dots(logs)
    assert len(places) == min(len(logs), spread.MOST)
    assert list(places) == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 1


@given(st.lists(st.floats(-5, 5), min_size=spread.MOST + 1, max_size=60))
def test_of_many_rounds_the_slowest_and_the_fastest_are_drawn(logs):
    scale = spread.Scale(-5.0, 5.0)
    places = scale.dots(logs)
    assert (places[0], places[-1]) == (scale.place(min(logs)), scale.place(max(logs)))


@pytest.mark.parametrize(
    ("mean", "tick"),
    [
        pytest.param(1.0, 0.5, id="nothing gained: in the middle"),
        pytest.param(2.0, 0.11, id="a gain: near the left end"),
        pytest.param(0.5, 0.89, id="a loss: near the right end"),
        pytest.param(0.001, 0.94, id="a loss beyond the end"),
    ],
)
def test_the_tick_stands_where_nothing_is_gained(mean, tick):
    assert spread.scale(only(mean)).tick == tick


def test_equal_factors_are_equally_far_apart():
    scale = spread.scale(only(4.0))
    one, two, four = (scale.place(math.log(each)) for each in (1, 2, 4))
    assert two - one == pytest.approx(four - two, abs=0.011)


def test_cells_of_a_run_have_a_dot_for_each_round():
    section = heat_map.section(collect(simulate(under_the_gil("3.13"))))
    (shown,) = [each for each in section.blocks if isinstance(each, Matrix)]
    dotted = [cell for row in shown.rows for cell in row.cells if cell.dots]
    assert dotted
    assert {len(cell.dots) for cell in dotted} == {6}
    assert shown.tick is not None
    assert shown.dots.startswith("A dot is a round")
    assert all(each.tick is None for each in section.brief if isinstance(each, Matrix))


def test_maps_with_very_many_cells_have_none():
    shown = with_rounds(MAP, (0.0,))
    cells = sum(len(row.cells) for row in shown.rows)
    few = spread.CELLS // cells
    assert spread.affordable([shown] * few)
    assert not spread.affordable([shown] * (few + 1))
