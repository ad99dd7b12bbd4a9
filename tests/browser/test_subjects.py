"""One switch chooses the Python that the whole page is about, with and without the script."""

import re

import pytest
from tests.browser.opened import PAPER, PHONE, visited
from tests.browser.test_results import all_shown, column, counted, results

pytestmark = pytest.mark.browser

CHOSEN, OTHER = "3.14t", "3.13"
# The heads of the columns, the titles of the maps and of the groups that are seen, of each section.
_SEEN = """() => Object.fromEntries([...document.querySelectorAll("section")].map((section) => [section.id,
    [...section.querySelectorAll("thead th, figure.matrix > h3, figure.drawing > figcaption, .of > h3, .of > b")]
        .filter((each) => each.checkVisibility()).map((each) => each.textContent.trim())]))"""

_HEADS = """() => [...document.querySelectorAll("table")].map((table) => [...table.querySelectorAll("thead th")]
    .filter((each) => each.checkVisibility()).map((each) => each.textContent))"""


def choose(page, name):
    page.locator("#about label", has_text=re.compile(f"^{re.escape(name)}$")).click()


def switch(page):
    return page.locator("#about label").all_inner_texts()


def seen(page):
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    return page.evaluate(_SEEN)


@pytest.fixture(params=["read", "open"], ids=["without its script", "with its script"])
def reader(request, opener):
    return getattr(opener, request.param)


def test_one_choice_is_made_for_every_section(reader, report):
    page = reader(report.default)
    before = seen(page)
    assert switch(page)[:3] == ["all", OTHER, CHOSEN]
    assert {"3.13, GIL", "3.14t, no GIL"} <= set(before["decision"])
    choose(page, CHOSEN)
    after = seen(page)
    assert "3.14t, no GIL" in after["decision"]
    assert "3.13, GIL" not in after["decision"]
    told = [heads for heads in page.evaluate(_HEADS) if CHOSEN in heads]
    assert len(told) > 3
    assert [heads for heads in told if OTHER in heads] == []
    choose(page, "all")
    assert seen(page) == before


def test_of_the_maps_the_first_is_open_and_then_the_one_that_is_chosen(reader, report):
    page = reader(report.default)
    titles = page.locator("#heat-map .matrix:visible > h3")
    assert [each.split()[0] for each in titles.all_inner_texts()] == [OTHER]
    choose(page, CHOSEN)
    assert [each.split()[0] for each in titles.all_inner_texts()] == [CHOSEN]


def test_a_section_without_anything_about_the_chosen_one_stays_whole(opener, report):
    page = opener.open(report.default)
    before = seen(page)["heat-map"]
    page.evaluate("() => document.querySelectorAll('#heat-map .of2').forEach((each) => each.remove())")
    choose(page, CHOSEN)
    assert seen(page)["heat-map"] == before
    assert seen(page)["decision"] != before


def test_the_filter_of_all_results_follows(opener, report):
    page = opener.open(report.default)
    choose(page, CHOSEN)
    expected = [row for row in results(report.default) if row["target"] == CHOSEN]
    assert counted(page) == (len(expected), len(results(report.default)))
    place = column(page, "Python")
    assert {row[place] for row in all_shown(page)} == {CHOSEN}
    page.fill("#filter", "ThreadPoolExecutor")
    found = counted(page)[0]
    assert 0 < found < len(expected)
    choose(page, "all")
    assert counted(page)[0] > found
    page.fill("#filter", "")
    assert counted(page)[0] == len(results(report.default))


def test_the_address_of_all_results_brings_the_choice_back(opener, report):
    page = opener.open(report.default)
    page.fill("#filter", "waiting")
    choose(page, CHOSEN)
    page.fill("#filter", "waiting threads")
    page.wait_for_url(re.compile(r"#results\?q=waiting\+threads&it=3\.14t$"))
    again = visited(opener.context(), page.url)
    assert again.is_checked(f"#about input[value='{CHOSEN}']")
    assert counted(again) == counted(page)
    assert seen(again) == seen(page)


def test_the_address_of_any_section_keeps_the_choice_and_leads_to_it(opener, report):
    page = visited(opener.context(), f"{report.default.as_uri()}#heat-map?it={CHOSEN}")
    assert page.is_checked(f"#about input[value='{CHOSEN}']")
    assert abs(page.evaluate("() => document.getElementById('heat-map').getBoundingClientRect().top")) < 120
    page.locator("nav a", has_text="Verdict").click()
    page.wait_for_url(re.compile(rf"#verdict\?it={CHOSEN}$"))
    choose(page, "all")
    page.wait_for_url(re.compile("#verdict$"))
    assert page.input_value("#filter") == ""


@pytest.mark.parametrize("end", ["#heat-map?it=9.9", "#heat-map", "", "#nowhere?it="])
def test_an_address_that_names_no_python_of_the_page_chooses_none(opener, report, end):
    page = visited(opener.context(), f"{report.default.as_uri()}{end}")
    assert page.is_checked("#of-0")
    assert opener.heard.messages == []


def test_on_paper_nothing_is_hidden_that_stands_there_without_a_choice(opener, report):
    page = opener.open(report.default, viewport=PAPER)
    page.emulate_media(media="print")
    before = seen(page)
    page.emulate_media(media="screen")
    choose(page, CHOSEN)
    page.emulate_media(media="print")
    after = seen(page)
    assert [name for name in before if not set(before[name]) <= set(after[name])] == []
    assert any(each.startswith(CHOSEN) for each in after["heat-map"])


@pytest.mark.parametrize("run", ["default", "200"])
def test_on_a_phone_every_choice_can_be_reached(opener, report, run):
    page = opener.open(report.of(run), viewport=PHONE)
    for name in switch(page):
        choose(page, name)
        chosen = page.locator("#about input:checked + span").bounding_box()
        assert 0 <= chosen["x"] < chosen["x"] + chosen["width"] <= PHONE["width"] + 1
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_rounds_are_drawn_within_their_cells_in_every_colour_scheme(opener, report):
    for options in ({"color_scheme": "dark"}, {"forced_colors": "active"}, {"viewport": PHONE}):
        page = opener.open(report.default, **options)
        cells = page.locator("#heat-map .matrix:visible td:visible:has(svg)")
        assert cells.count() > 5
        outside = cells.evaluate_all(
            """cells => cells.filter((cell) => {
                const [outer, inner] = [cell, cell.querySelector("svg")].map((each) => each.getBoundingClientRect());
                return inner.left < outer.left || inner.right > outer.right || inner.bottom > outer.bottom;
            }).length"""
        )
        assert outside == 0
        assert cells.first.evaluate("each => getComputedStyle(each.querySelector('svg')).stroke") != "none"


def test_the_tick_stands_beside_the_dots_on_paper_where_rows_are_high(opener, report):
    page = opener.open(report.default, viewport=PAPER)
    page.emulate_media(media="print")
    cells = page.locator("#heat-map .matrix:visible td:visible:has(svg)")
    low = """cells => cells.map((cell) => {
        cell.parentElement.style.height = "6rem";
        const [outer, dots] = [cell, cell.querySelector("svg")].map((each) => each.getBoundingClientRect());
        const after = getComputedStyle(cell, "::after");
        return [after.position, after.display, outer.bottom - dots.bottom];
    })"""
    found = cells.evaluate_all(low)
    assert {(position, display) for position, display, _ in found} == {("static", "block")}
    assert min(below for *_, below in found) > 10
