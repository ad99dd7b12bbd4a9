"""Charts as files of their own, read as XML by a program that knows nothing of the page."""

import re
from xml.etree import ElementTree as ET

import pytest
from tests.report import pages

from gilbench.report import html, palette, svg_files

_SVG = "{http://www.w3.org/2000/svg}"
PAGE = pages.page(
    pages.section("scaling", pages.chart("lines"), pages.chart("points")),
    pages.section("timeline", pages.lanes(), pages.chart("bars")),
    pages.section("words", pages.table()),
)
FILES = svg_files.render(PAGE)


def parsed(text):
    return ET.fromstring(text)  # noqa: S314  written by gilbench


def test_a_file_is_called_by_its_section_and_its_place_in_the_page():
    assert list(FILES) == ["scaling-1.svg", "scaling-2.svg", "timeline-3.svg", "timeline-4.svg"]


def test_a_page_without_charts_has_no_files():
    assert svg_files.render(pages.page(pages.section("words", pages.table()))) == {}


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_title_description_and_ground_before_what_is_drawn(name):
    root = parsed(FILES[name])
    assert root.tag == f"{_SVG}svg"
    title, description, ground = root[:3]
    assert (title.tag, description.tag) == (f"{_SVG}title", f"{_SVG}desc")
    assert title.text
    assert description.text
    assert (ground.tag, ground.get("width"), ground.get("height"), ground.get("fill")) == (
        f"{_SVG}rect",
        "100%",
        "100%",
        palette.PAGE.light.replace("#ffffff", "#fff"),
    )


@pytest.mark.parametrize("name", FILES)
def test_a_file_takes_nothing_from_a_page(name):
    root = parsed(FILES[name])
    elements = list(root.iter())
    assert "var(" not in FILES[name]
    assert not [each for each in elements if "class" in each.attrib]
    ids = {each.get("id") for each in elements}
    used = {each.get("href", "").removeprefix("#") for each in root.iter(f"{_SVG}use")}
    used |= set(re.findall(r"url\(#([\w-]+)\)", FILES[name]))
    assert used <= ids


def test_marks_are_drawn():
    assert list(parsed(FILES["scaling-1.svg"]).iter(f"{_SVG}use"))


@pytest.mark.parametrize("name", FILES)
def test_colours_are_those_of_the_light_theme(name):
    known = {colour.light for colour in palette.tokens().values()} | {"#fff", "none"}
    inks = set(re.findall(r"(?:fill|stroke): ?([^;\"]+)", FILES[name]))
    assert len(inks) > 1
    assert inks <= known


def test_what_the_pointer_finds_stays_in_the_page():
    assert "a mark at" in html.render(PAGE)
    assert "a mark at" not in "".join(FILES.values())


def test_hostile_names_are_text_in_a_file():
    for text in svg_files.render(pages.hostile()).values():
        elements = list(parsed(text).iter())
        assert not [each for each in elements if each.tag.rpartition("}")[2] in {"script", "img"}]
        assert not [name for each in elements for name in each.attrib if name.startswith("on")]
        assert any(pages.HOSTILE.split("|", maxsplit=1)[0] in (each.text or "") for each in elements)


def test_a_page_hands_out_files_where_it_has_charts():
    assert "id=marks" in html.render(PAGE)
    assert "id=marks" not in html.render(pages.page(pages.section("words", pages.table())))


def test_a_no_break_space_is_a_space_that_every_program_reads():
    page = pages.page(pages.section("one", pages.chart("bars", title="10\xa0ms")))
    assert "\xa0" not in "".join(svg_files.render(page).values())
