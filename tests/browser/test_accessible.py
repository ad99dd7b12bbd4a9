"""Who reads without a mouse, with other colours or with a screen reader gets the same page."""

from itertools import product

import pytest
from tests.browser.made import REAL

pytestmark = pytest.mark.browser

# What axe leaves to others: contrast, which is judged by arithmetic on the palette, and whether the empty cells below a
# head of the heat map, of strategies that an interpreter lacks, are data.
_UNDECIDED = {"color-contrast", "th-has-data-cells"}

# Everything that Tab has to reach: of a group of radio buttons the chosen one, and nothing in what is folded.
_CONTROLS = """() => [...document.querySelectorAll("a[href],button,input,summary,[tabindex='0']")].filter((each) =>
    each.checkVisibility() && !each.disabled && (each.type !== "radio" || each.checked)).length"""
# What has the focus: its place among all elements, and whether a reader sees that it has it.
_FOCUSED = """() => {
    const here = document.activeElement;
    if (here === document.body) return null;
    const seen = (each) => {
        const style = getComputedStyle(each);
        const box = each.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return inside && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const label = here.type === "radio" ? here.nextElementSibling : here;
    const place = [...document.querySelectorAll("*")].indexOf(here);
    return { place, seen: seen(label), name: here.outerHTML.slice(0, 90) };
}"""


@pytest.mark.parametrize(
    ("run", "theme", "folded"),
    [
        ("default", "light", "as it opens"),
        ("default", "dark", "with everything unfolded"),
        *product(REAL, ("light", "dark"), ("as it opens",)),
    ],
)
def test_axe_finds_nothing_to_object_to(opener, report, run, theme, folded):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  only where it is installed

    page = opener.open(report.of(run), color_scheme=theme)
    if folded == "with everything unfolded":
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        page.wait_for_function("() => !document.querySelector('details[open] > [data-rest]')")  # until all is unpacked
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert {each["id"] for each in found.response["incomplete"]} <= _UNDECIDED


def test_tab_reaches_every_control_and_shows_where_it_is(opener, report):
    page = opener.open(report.default)
    wanted = page.evaluate(_CONTROLS)
    reached = {}
    for _ in range(wanted + 1):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUSED)
        if found is None:
            break
        reached[found["place"]] = found
    assert len(reached) == wanted > 30
    assert [each["name"] for each in reached.values() if not each["seen"]] == []


def test_enter_sorts_and_the_arrows_choose_the_colours(opener, report):
    page = opener.open(report.default)
    page.locator("#searchable thead button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#searchable thead th").first.get_attribute("aria-sort") == "ascending"
    page.locator("#theme-auto").focus()
    page.keyboard.press("ArrowRight")
    assert page.is_checked("#theme-light")


def test_the_first_link_leads_past_the_navigation(opener, report):
    page = opener.open(report.default)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => location.hash") == "#verdict"


def test_what_is_chosen_is_seen_with_forced_colours(opener, report):
    page = opener.open(report.default, forced_colors="active")
    switches = page.locator("fieldset.switch").all()
    assert switches
    for switch in switches:
        first, second = switch.locator("label").nth(0), switch.locator("label").nth(1)
        chosen, other = _picture(first), _picture(second)
        second.click()
        assert _picture(first) != chosen
        assert _picture(second) != other
        first.click()
        assert _picture(first) == chosen


def _picture(label):
    """Return how a control looks without the mouse or the keyboard upon it."""
    label.page.mouse.move(0, 0)
    label.page.evaluate("() => document.activeElement.blur()")
    return label.screenshot()
