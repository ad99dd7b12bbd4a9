"""A reader of the heat map chooses its figures and its strategies, with and without the script."""

import re

import pytest

pytestmark = pytest.mark.browser

_TIME = re.compile(r"[\d.]+ (s|ms|µs|ns)$")
_RATIO = re.compile(r"[\d.]+×")
_MAP = "#heat-map .matrix:visible"


@pytest.fixture(params=["read", "open"], ids=["without its script", "with its script"])
def page(request, opener, report):
    return getattr(opener, request.param)(report.default)


def choose(page, name):
    page.locator("#heat-map .switch label").get_by_text(name, exact=True).click()


def figures(page):
    """Return what stands in the cells that have two figures."""
    return page.locator(f"{_MAP} td:visible b:visible").all_inner_texts()


def heads(page):
    return page.locator(f"{_MAP} thead tr").nth(1).locator("th:visible").all_inner_texts()


def groups(page):
    return page.locator(f"{_MAP} thead .group:visible").all_inner_texts()


def test_a_cell_shows_the_speed_up_or_the_time(page):
    before = figures(page)
    assert before
    assert all(map(_RATIO.search, before))
    choose(page, "time per item")
    assert len(figures(page)) == len(before)
    assert all(map(_TIME.search, figures(page)))
    choose(page, "speed-up")
    assert figures(page) == before


def test_one_strategy_speaks_for_each_family_until_all_are_asked_for(page):
    few, families = heads(page), groups(page)
    assert len(few) == len(families) > 2
    choose(page, "all")
    assert groups(page) == families
    assert set(few) < set(heads(page))
    choose(page, "one of each family")
    assert heads(page) == few


def test_every_column_stands_under_its_family(page):
    for name in ("all", "one of each family"):
        choose(page, name)
        spans = [int(each.get_attribute("colspan")) for each in page.locator(f"{_MAP} thead .group:visible").all()]
        assert sum(spans) == len(heads(page))
