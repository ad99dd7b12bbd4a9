"""All results in one table: found by the words of Python and of the page, sorted, paged, and kept in the address."""

import csv
import re

import pytest
from tests.browser.opened import visited

pytestmark = pytest.mark.browser


_ROWS = """() => [...document.querySelectorAll('#searchable tbody tr')].map(
    row => [...row.cells].map(cell => (cell.querySelector("summary") ?? cell).textContent)
)"""


def results(path):
    """Return the rows of results.csv beside a page."""
    with path.with_name("results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(page):
    """Return the texts of the rows that are there, as lists of cells, without what is folded in them."""
    return page.evaluate(_ROWS)


def counted(page):
    """Return how many rows were found, and of how many."""
    return tuple(int(each) for each in re.findall(r"\d+", page.inner_text("#filter-count")))


def all_shown(page):
    while page.locator("#more-rows").is_visible():
        page.click("#more-rows")
    return shown(page)


def head(page, name):
    return page.locator("#searchable thead th").filter(has_text=re.compile(f"^{re.escape(name)}$"))


def column(page, name):
    names = page.locator("#searchable thead th").all_inner_texts()
    return names.index(name)


@pytest.mark.parametrize(
    ("words", "has"),
    [
        pytest.param(
            "ThreadPoolExecutor",
            lambda row: row["strategy"] == "thread_executor" or "ThreadPoolExecutor" in row["parameters"],
            id="of Python",
        ),
        pytest.param("waiting", lambda row: row["workload_class"] == "waiting", id="of tables"),
        pytest.param("fork", lambda row: row["start_method"] in {"fork", "default"}, id="of a start method"),
        pytest.param(
            "primes ThreadPoolExecutor",
            lambda row: row["workload"] == "primes" and row["strategy"] == "thread_executor",
            id="two words",
        ),
        pytest.param("no such thing", lambda _: False, id="of nothing"),
    ],
)
def test_rows_are_found_by_words(opener, report, words, has):
    page = opener.open(report.default)
    page.fill("#filter", words)
    expected = [row for row in results(report.default) if has(row)]
    assert counted(page) == (len(expected), len(results(report.default)))
    found = all_shown(page)
    assert len(found) == len(expected)


def test_all_rows_come_page_by_page(opener, report):
    page = opener.open(report.of("1000"))
    assert len(shown(page)) == 50
    page.click("#more-rows")
    assert len(shown(page)) == 150
    found = all_shown(page)
    assert len(found) == counted(page)[0] == len(results(report.of("1000"))) == 1000
    assert len({tuple(row) for row in found}) == 1000
    assert not page.locator("#more-rows").is_visible()


def number(text):
    found = re.match(r"-?[\d,.]+", text)
    return float(found[0].replace(",", "")) if found else None


@pytest.mark.parametrize("name", ["speed-up", "workers", "rounds"])
def test_numbers_are_sorted_by_what_they_are_largest_first_and_what_is_missing_last(opener, report, name):
    page = opener.open(report.default)
    place = column(page, name)
    for way, backwards in (("descending", True), ("ascending", False)):
        head(page, name).get_by_role("button").click()
        assert head(page, name).get_attribute("aria-sort") == way
        numbers = [number(row[place]) for row in all_shown(page)]
        there = [each for each in numbers if each is not None]
        assert numbers == sorted(there, reverse=backwards) + [None] * (len(numbers) - len(there))
    assert page.locator("#searchable [aria-sort]").count() == 1


def test_texts_are_sorted_as_people_do(opener, report):
    page = opener.open(report.default)
    place = column(page, "strategy")
    for way in ("ascending", "descending"):
        head(page, "strategy").get_by_role("button").click()
        assert head(page, "strategy").get_attribute("aria-sort") == way
        texts = [row[place] for row in all_shown(page)]
        agreed = page.evaluate("texts => [...texts].sort((a, b) => a.localeCompare(b))", texts)
        assert texts == (agreed if way == "ascending" else agreed[::-1])
        assert len(set(texts)) > 3


def test_another_order_takes_the_mark_of_the_first(opener, report):
    page = opener.open(report.default)
    head(page, "workers").get_by_role("button").click()
    head(page, "Python").get_by_role("button").click()
    assert head(page, "workers").get_attribute("aria-sort") is None
    assert head(page, "Python").get_attribute("aria-sort") == "ascending"


def test_the_address_brings_back_the_same_rows_in_the_same_order(opener, report):
    page = opener.open(report.default)
    page.fill("#filter", "waiting threads")
    head(page, "speed-up").get_by_role("button").click()
    page.wait_for_url(re.compile("#results.*q=.*s="))
    found, others = shown(page), counted(page)
    assert found
    again = visited(opener.context(), page.url)
    assert shown(again) == found
    assert counted(again) == others
    assert again.input_value("#filter") == "waiting threads"
    assert head(again, "speed-up").get_attribute("aria-sort") == "descending"
    assert again.locator("#filter").is_visible()


def test_an_address_of_another_place_filters_nothing(opener, report):
    page = visited(opener.context(), f"{report.default.as_uri()}#environment?q=primes")
    assert page.input_value("#filter") == ""
    assert counted(page)[0] == len(results(report.default))


_COMMANDS = "() => [...document.querySelectorAll('#searchable tbody kbd')].map(each => each.textContent)"


def test_a_row_has_the_same_command_with_and_without_a_script(opener, report):
    static = opener.read(report.default).locator("#searchable tbody kbd").all_text_contents()
    assert len(static) == 50
    assert opener.open(report.default).evaluate(_COMMANDS)[:50] == static


def test_every_row_has_its_own_command_whatever_is_filtered(opener, report):
    page = opener.open(report.default)
    page.fill("#filter", "ThreadPoolExecutor waiting")
    rows, commands = all_shown(page), page.evaluate(_COMMANDS)
    assert len(rows) == len(commands) > 1
    for row, command in zip(rows, commands, strict=True):
        assert command.startswith(f"gilbench run {row[column(page, 'workload')]} --experiment ")
        assert f"--strategy ThreadPoolExecutor --workers {row[column(page, 'workers')]} " in command
        assert f"--python {row[column(page, 'Python')]} " in command


def test_a_command_is_there_when_asked_for(opener, report):
    page = opener.open(report.default)
    page.fill("#filter", "primes ThreadPoolExecutor 3.13")
    assert not page.locator("#searchable kbd").first.is_visible()
    page.locator("#searchable summary").first.click()
    assert page.locator("#searchable kbd").first.is_visible()
    assert opener.heard.messages == []
