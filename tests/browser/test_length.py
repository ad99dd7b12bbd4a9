"""How long a page is, on a desk, on a phone and on paper: it is to be read in a few minutes.

The values are printed below the results of the tests.
"""

import re

import pytest
from tests.browser.made import REAL
from tests.browser.opened import DESKTOP, PHONE

pytestmark = pytest.mark.browser

_SCREENS_OF_A_SECTION = 2  # before something is folded
_SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
_HEIGHTS = "() => [...document.querySelectorAll('main > section')].map(each => [each.id, each.offsetHeight])"


@pytest.fixture(params=["default", *REAL])
def path(request, report):
    return report.of(request.param)


@pytest.mark.parametrize(
    ("viewport", "most"), [pytest.param(DESKTOP, 12, id="1280 pixels"), pytest.param(PHONE, 18, id="390 pixels")]
)
def test_a_page_has_few_screens(measured, opener, path, viewport, most):
    page = opener.open(path, viewport=viewport)
    screens = page.evaluate("() => document.documentElement.scrollHeight") / viewport["height"]
    measured(f"screens of {path.parent.name} at {viewport['width']} pixels", screens, most, "screens")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280 pixels", "390 pixels"])
def test_every_section_folds_something_before_it_is_long(measured, opener, report, viewport):
    heights = dict(opener.open(report.default, viewport=viewport).evaluate(_HEIGHTS))
    assert len(heights) > 20
    longest = max(heights, key=heights.get)
    screens = heights[longest] / viewport["height"]
    measured(f"{longest}, the longest section at {viewport['width']} pixels", screens, _SCREENS_OF_A_SECTION, "screens")


def test_a_page_has_few_sheets(measured, opener, path):
    sheets = len(_SHEET.findall(opener.open(path).pdf(format="A4")))
    assert sheets > 1
    measured(f"sheets of {path.parent.name}", sheets, 12, "sheets of A4")
