"""The further rows of long tables, and further charts: packed, and there when asked for."""

import pytest
from tests.browser.opened import PAPER
from tests.report import pages
from tests.report.pages import HOSTILE

from gilbench.model.blocks import Column, Table
from gilbench.report import html

pytestmark = pytest.mark.browser

_RUN = "1000"
_STANDING = 12
# Each fold with packed content: what is promised, and the table that it belongs to, if any.
_PROMISED = """() => [...document.querySelectorAll("[data-rest]")].map((hint) => {
    const place = document.getElementById(hint.dataset.rest).closest("table,div");
    const more = hint.textContent.match(/The first (\\d+) of (\\d+) rows/);
    return [hint.dataset.rest, more && Number(more[2]) - Number(more[1]), place.tagName];
})"""
_OPEN_ALL = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
# Open the fold of a table that is not in it, and what both are in.
_OPEN_ONE = """() => {
    const hint = [...document.querySelectorAll("[data-rest]")].find((each) => {
        const table = document.getElementById(each.dataset.rest).closest("table");
        return table && table.rows.length === 13 && !each.parentElement.contains(table);
    });
    for (let at = hint.parentElement; at; at = at.parentElement) at.open = true;
    return hint.dataset.rest;
}"""
_ROWS = "id => document.getElementById(id).closest('table').querySelectorAll('tbody th[scope=row]').length"


def unfolded(page):
    page.evaluate(_OPEN_ALL)
    page.wait_for_function("() => !document.querySelector('[data-rest]')")
    page.wait_for_function("() => [...document.querySelectorAll('details>div[id]')].every((each) => each.firstChild)")


def test_all_rows_come_when_their_folds_are_opened(opener, report):
    page = opener.open(report.of(_RUN))
    promised = page.evaluate(_PROMISED)
    tables = [(name, more, page.evaluate(_ROWS, name)) for name, more, tag in promised if tag == "TABLE"]
    assert len(tables) > 5
    unfolded(page)
    page.wait_for_timeout(500)  # until the last of them is written
    assert {name: page.evaluate(_ROWS, name) for name, *_ in tables} == {
        name: there + more for name, more, there in tables
    }
    assert opener.heard.messages == []


def test_charts_come_when_their_folds_are_opened(opener, report):
    page = opener.open(report.of(_RUN))
    before = page.locator("figure svg.chart").count()
    packed = [name for name, _, tag in page.evaluate(_PROMISED) if tag == "DIV" and name.startswith("c-")]
    assert packed
    unfolded(page)
    assert page.locator("figure svg.chart").count() == before + len(packed)
    lost = """() => [...document.querySelectorAll("svg use")].filter((each) =>
        !document.getElementById(each.getAttribute("href").slice(1))).length"""
    assert page.evaluate(lost) == 0


def test_where_rows_join_their_table_the_fold_goes_and_hands_the_focus_on(opener, report):
    page = opener.open(report.of(_RUN))
    name = page.evaluate(_OPEN_ONE)
    page.wait_for_function("id => !document.querySelector(`[data-rest=${id}]`)", arg=name)
    page.wait_for_function("id => document.activeElement.getAttribute('aria-labelledby') === id", arg=name)
    assert page.evaluate(_ROWS, name) > _STANDING
    assert page.locator(f"div:has(> table > caption#{name}) + details").count() == 0


def test_without_its_script_a_long_table_says_how_many_rows_are_missing_and_where_they_are(opener, report):
    page = opener.read(report.of(_RUN))
    page.evaluate(_OPEN_ALL)
    hints = page.locator("[data-rest]:visible").all_text_contents()
    assert any(
        f"The first {_STANDING} of" in each and "results.csv and figures.csv beside this page" in each for each in hints
    )


def test_on_paper_there_is_no_more_than_what_was_open(opener, report):
    page = opener.open(report.of(_RUN), viewport=PAPER)
    before = page.evaluate(_PROMISED)
    page.emulate_media(media="print")
    page.pdf()
    assert page.evaluate(_PROMISED) == before


def test_hostile_rows_come_as_text(opener, tmp_path):
    rows = tuple((f"{HOSTILE} {number}", HOSTILE) for number in range(20))
    table = Table("Calls", (Column("call"), Column("said")), rows)
    path = tmp_path / "page.html"
    path.write_text(html.render(pages.page(pages.section("one", table))), encoding="utf-8")
    page = opener.context().new_page()
    page.goto(path.as_uri())
    assert page.evaluate(_PROMISED)
    unfolded(page)
    page.wait_for_timeout(500)
    assert page.locator("tbody th").count() == len(rows)
    assert page.locator("img").count() == 0
    assert opener.heard.dialogs == []
    assert opener.heard.messages == []
