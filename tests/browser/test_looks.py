"""The page on a desk and on a phone, by day and by night, on paper, and without its script."""

import pytest
from tests.browser.made import REAL
from tests.browser.opened import DESKTOP, PAPER, PHONE
from tests.browser.test_results import results

pytestmark = pytest.mark.browser

_BACKGROUND = "() => getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
_LEAST = 8.0  # points
_ON_PAPER = 12  # rows of all results: the rest is in the files beside the page
# Sizes of all texts that are seen, in points, with what they are; texts for screen readers are clipped away.
_SIZES = """() => {
    const found = {};
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const parent = walker.currentNode.parentElement;
        const style = getComputedStyle(parent);
        if (!text || !parent.checkVisibility({ visibilityProperty: true })) continue;
        if (parent.closest("script,style,noscript,.vh") || style.clipPath !== "none") continue;
        const scale = parent.closest("svg") ? parent.getScreenCTM().d : 1;
        const points = parseFloat(style.fontSize) * scale * 0.75;
        const named = parent.closest("[class]");
        const name = `${parent.tagName.toLowerCase()} in .${named ? named.getAttribute("class") : ""}`;
        found[name] = Math.min(found[name] ?? points, points);
    }
    return found;
}"""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280 pixels", "390 pixels"])
@pytest.mark.parametrize("run", ["default", *REAL, "hostile", "1000"])
def test_nothing_scrolls_sideways(opener, report, run, viewport):
    path = report.hostile if run == "hostile" else report.of(run)
    page = opener.open(path, viewport=viewport)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]


def is_dark(page):
    return max(page.evaluate(_BACKGROUND)) < 64


def is_light(page):
    return min(page.evaluate(_BACKGROUND)) > 192


def test_colours_follow_the_reader_until_one_is_chosen_and_the_choice_is_remembered(opener, report):
    page = opener.open(report.default, color_scheme="dark")
    assert is_dark(page)
    page.locator("label", has=page.locator("#theme-light")).click()
    assert is_light(page)
    page.reload()
    assert page.is_checked("#theme-light")
    assert is_light(page)
    page.locator("label", has=page.locator("#theme-auto")).click()
    assert is_dark(page)


def test_dark_can_be_chosen_by_day(opener, report):
    page = opener.open(report.default, color_scheme="light")
    assert is_light(page)
    page.locator("label", has=page.locator("#theme-dark")).click()
    assert is_dark(page)
    page.reload()
    assert is_dark(page)


def test_without_its_script_every_section_and_the_first_rows_are_there(opener, report):
    page, whole = opener.read(report.of("1000")), opener.open(report.of("1000"))
    ids = "section[id]:visible"
    there = [each.get_attribute("id") for each in page.locator(ids).all()]
    assert there == [each.get_attribute("id") for each in whole.locator(ids).all()]
    assert len(there) > 20
    assert page.locator("#searchable tbody tr:visible").count() == 50
    assert page.locator("figure svg").count() == whole.locator("figure svg").count() > 10  # open and folded
    assert "The first 50 of 1000 rows" in page.locator("noscript p:visible").text_content()
    assert not page.locator("#filter, #more-rows, #downloads, #searchable thead button").locator("visible=true").count()


def test_without_its_script_the_colours_follow_the_reader(opener, report):
    assert is_dark(opener.read(report.default, color_scheme="dark"))
    assert is_light(opener.read(report.default, color_scheme="light"))


def printed(opener, report, **options):
    page = opener.open(report.default, viewport=PAPER, **options)
    page.emulate_media(media="print")
    return page


def test_on_paper_there_are_no_controls(opener, report):
    page = printed(opener, report)
    controls = page.locator("nav, input, fieldset, #filter, #downloads, #more-rows, .skip").locator("visible=true")
    assert [each.evaluate("each => each.outerHTML.slice(0, 90)") for each in controls.all()] == []
    assert page.locator("section:visible").count() > 20
    assert page.locator("#searchable tbody tr:visible").count() == min(_ON_PAPER, len(results(report.default)))


def test_on_paper_the_colours_are_those_of_the_day(opener, report):
    assert is_light(printed(opener, report, color_scheme="dark"))


def test_on_paper_nothing_is_wider_than_the_sheet(opener, report):
    assert printed(opener, report).evaluate("() => document.documentElement.scrollWidth") <= PAPER["width"]


def test_on_paper_no_text_is_smaller_than_eight_points(opener, report):
    sizes = printed(opener, report).evaluate(_SIZES)
    assert len(sizes) > 20
    assert {name: round(size, 2) for name, size in sizes.items() if size < _LEAST - 0.01} == {}
