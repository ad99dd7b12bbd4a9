"""Dots of a cell, drawn."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report import pages
from tests.report.page import read

from gilbench.model.blocks import Cell
from gilbench.report import dots, html

PLACES = st.lists(st.floats(0, 1), min_size=1, max_size=20).map(sorted)


def drawn(path):
    """Return the pixels at which a path draws a point."""
    start, *steps = re.findall(r"[Mm](\d+) ", path)
    pixels = [int(start)]
    for step in steps:
        pixels.append(pixels[-1] + int(step))
    return pixels


@given(PLACES)
def test_every_place_has_a_dot_that_is_at_most_half_a_pixel_off(places):
    found = drawn(dots.path(places))
    assert found == sorted(set(found))
    wanted = [2 + each * (dots.WIDTH - 4) for each in places]
    assert all(min(abs(pixel - each) for pixel in found) <= 0.5 for each in wanted)
    assert all(min(abs(pixel - each) for each in wanted) <= 0.5 for pixel in found)


@pytest.mark.parametrize(
    ("places", "path"),
    [
        pytest.param((), "", id="none"),
        pytest.param((0.5,), "M20 3h0", id="one"),
        pytest.param((0.0, 0.5, 0.5, 1.0), "M2 3h0m18 0h0m18 0h0", id="two at one place"),
    ],
)
def test_a_path_is_a_point_for_each(places, path):
    assert dots.path(places) == path


@pytest.mark.parametrize(("place", "length"), [(0.0, "-18px"), (0.5, "0px"), (1.0, "18px")])
def test_a_tick_is_placed_from_the_middle(place, length):
    assert dots.beside_the_middle(place) == length


def test_the_dots_of_a_cell_are_drawn_for_eyes_alone():
    matrix = pages.matrix()
    cells = (Cell("1.9×", state="faster", dots=(0.0, 1.0)), *matrix.rows[0].cells[1:])
    row = type(matrix.rows[0])("primes", "computing", "", "103 ms", cells)
    made = type(matrix)("m", "", "c", "w", "s", matrix.columns, (row,), "", tick=0.25, dots="A dot is a try.")
    here = read(html.render(pages.page(pages.section("one", made)))).one("one-matrix-1")
    (svg,) = here.all("svg")
    assert svg.attributes == {"aria-hidden": "true"}
    assert [each.attributes["d"] for each in svg.all("path")] == ["M2 3h0m36 0h0"]
    assert "A dot is a try." in here.all("figcaption")[0].text
    assert [each.attributes.get("style") for each in here.all("table")] == ["--tick:-9px"]


def test_without_dots_a_matrix_has_no_tick():
    here = read(html.render(pages.page(pages.section("one", pages.matrix())))).one("one-matrix-1")
    assert here.all("svg") == []
    assert "style" not in here.all("table")[0].attributes
