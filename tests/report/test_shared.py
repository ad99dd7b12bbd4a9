"""What a page says once for all its charts and tables."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report import pages
from tests.report.page import read

from gilbench.model.blocks import Column
from gilbench.report import html
from gilbench.report.charts.draw import draw
from gilbench.report.shared_columns import SharedColumns
from gilbench.report.shared_svg import SharedSvg
from gilbench.report.svg_paths import decimal, shortened


def test_a_second_chart_brings_neither_styles_nor_shapes_again():
    shared = SharedSvg()
    first = shared.embed(draw(pages.chart("points")), name="one")
    css, shapes = shared.css(), shared.shapes()
    second = shared.embed(draw(pages.chart("points")), name="two")
    assert shared.css() == css
    assert shared.shapes() == shapes
    assert re.findall(r'<path[^>]* id="m0"', shapes)
    assert not re.findall(r"<path[^>]* id=", first + second)
    assert "style=" not in first + second
    used = set(re.findall(r'href="#(\w+)"', second))
    assert used
    assert used <= set(re.findall(r'id="(\w+)"', shapes))


def test_there_is_room_for_some_folded_charts():
    shared = SharedSvg()
    drawing = draw(pages.chart("points"))
    for number in range(100):
        shared.embed(drawing, name=f"open-{number}")
    assert shared.has_room
    written = [shared.embed_folded(drawing, name="one")]
    while shared.has_room:
        written.append(shared.embed_folded(drawing, name="one"))
    assert 96 * 1024 <= sum(map(len, written)) < 96 * 1024 + max(map(len, written))


def test_every_style_of_a_chart_is_in_the_sheet():
    shared = SharedSvg()
    drawn = "".join(shared.embed(draw(pages.chart(kind)), name=kind) for kind in ("points", "lines", "bars"))
    used = set(re.findall(r'class="(v\d+)"', f"{drawn}{shared.shapes()}"))
    assert used == set(re.findall(r"^\.(v\d+)\{[^{}]+\}$", shared.css(), re.MULTILINE))


@pytest.mark.parametrize(
    ("numeric", "name"),
    [
        pytest.param((False, True, True), "c0", id="numbers at the end"),
        pytest.param((False, True, False), "c0", id="numbers between words"),
        pytest.param((False, False), "", id="no numbers"),
    ],
)
def test_a_table_has_the_class_of_its_columns(numeric, name):
    shared = SharedColumns()
    columns = [Column("a", numeric=each) for each in numeric]
    assert shared.name(columns) == shared.name(columns) == name
    places = [place for place, each in enumerate(numeric, 1) if each]
    assert [int(each) for each in re.findall(r"\.c0 td:nth-child\((\d+)\)", shared.css())] == places


def test_the_rules_are_in_the_page():
    page = read(html.render(pages.full()))
    rules = page.all("style")[1].text
    for table in page.all("table"):
        for name in table.attributes["class"].split():
            assert name in {"plain", "map"} or f".{name} td" in rules


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 1 2 L 3 4", "M1 2L3 4"),
        ("M 1 2 L 3 2 L 3 5 z", "M1 2H3V5z"),
        ("M 1 2 L 1 2", "M1 2H1"),
        ("M 0 3 C 0.8 3 1.6 2.7 2.1 2.1 L 2.1 5", "M0 3C0.8 3 1.6 2.7 2.1 2.1V5"),
        ("M 1 2 L 3 2 M 4 2 L 5 6", "M1 2H3M4 2L5 6"),
    ],
)
def test_a_path_is_short_and_goes_where_it_went(path, short):
    assert shortened(path) == short


@settings(deadline=None)
@given(st.floats(-1e4, 1e4))
def test_a_coordinate_is_right_to_a_twentieth(value):
    text = decimal(value)
    assert abs(float(text) - value) <= 0.05 + 1e-9
    assert text != "-0"
    assert len(text.partition(".")[2]) <= 1
