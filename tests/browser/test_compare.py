"""The page of a comparison: one file like that of a run, for every reader."""

import csv
import io
import re

import pytest
from tests.browser.opened import DESKTOP, PHONE
from tests.browser.test_looks import is_dark, is_light
from tests.browser.test_results import counted, shown
from tests.compare.comparisons import BETWEEN, HOSTILE_NAMES, WITHIN
from tests.compare.document.pairs import many
from tests.report.pages import HOSTILE

from gilbench.compare import data
from gilbench.compare.document import build

pytestmark = pytest.mark.browser

PAIRS = {"within": WITHIN, "between": BETWEEN, "hostile": HOSTILE_NAMES, "many": many(300)}
_UNFOLD = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    """Return the pages of PAIRS, by name."""
    folder = tmp_path_factory.mktemp("comparisons")
    for name, each in PAIRS.items():
        (folder / f"{name}.html").write_text(build.render(each), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in PAIRS}


@pytest.mark.parametrize("name", PAIRS)
def test_a_page_is_one_request_and_has_nothing_to_complain_of(opener, comparison, name):
    page = opener.open(comparison[name])
    page.wait_for_load_state("networkidle")
    assert opener.heard.requests == [comparison[name].as_uri()]
    assert opener.heard.messages == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAIRS)
def test_axe_finds_nothing_to_object_to(opener, comparison, name, theme):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  only where it is installed

    page = opener.open(comparison[name], color_scheme=theme)
    page.evaluate(_UNFOLD)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert {each["id"] for each in found.response["incomplete"]} <= {"color-contrast"}


def test_colours_follow_the_reader(opener, comparison):
    assert is_dark(opener.open(comparison["within"], color_scheme="dark"))
    assert is_light(opener.open(comparison["within"], color_scheme="light"))


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280 pixels", "390 pixels"])
@pytest.mark.parametrize("name", PAIRS)
def test_nothing_scrolls_sideways(opener, comparison, name, viewport):
    page = opener.open(comparison[name], viewport=viewport)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]
    page.evaluate(_UNFOLD)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280 pixels", "390 pixels"])
def test_the_counts_and_the_largest_changes_stand_on_the_first_screen(opener, comparison, viewport):
    page = opener.open(comparison["within"], viewport=viewport)
    for place in ("#verdict dl", "#verdict ul", ".trust"):
        box = page.locator(place).bounding_box()
        assert box["y"] + box["height"] <= viewport["height"]


def test_the_forest_plots_stand_open(opener, comparison):
    page = opener.open(comparison["many"])
    charts = page.locator("#changes figure > svg")
    assert charts.count() == 4
    assert all(each.is_visible() for each in charts.all())
    assert page.locator("#changes .hits circle").count() == 40


def test_rows_are_found_by_words_and_sorted_by_change_against_noise(opener, comparison):
    page = opener.open(comparison["many"])
    page.fill("#filter", "waiting slower")
    wanted = [row for row in PAIRS["many"].rows if (row.workload_class, row.verdict) == ("waiting", "slower")]
    assert counted(page) == (len(wanted), 300)
    head = page.locator("#searchable thead th").filter(has_text=re.compile("^change ÷ noise$"))
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    place = page.locator("#searchable thead th").all_inner_texts().index("change ÷ noise")
    numbers = [float(row[place]) for row in shown(page)]
    assert len(numbers) == len(wanted)
    assert numbers == sorted(numbers, reverse=True)


def test_the_table_is_downloaded_as_the_command_line_writes_it(opener, comparison):
    page = opener.open(comparison["within"])
    with page.expect_download() as saved:
        page.get_by_role("button", name=build.CSV).click()
    assert saved.value.suggested_filename == build.CSV
    with open(saved.value.path(), encoding="utf-8", newline="") as file:  # noqa: PTH123  Playwright's path is a Path only in new versions
        assert file.read() == data.as_csv(WITHIN)


def test_hostile_names_are_shown_as_text_and_saved_as_cells(opener, comparison):
    page = opener.open(comparison["hostile"])
    assert HOSTILE.splitlines()[0] in page.locator("#trust").text_content()
    assert page.locator("img").count() == 0
    with page.expect_download() as saved:
        page.get_by_role("button", name=build.CSV).click()
    with open(saved.value.path(), encoding="utf-8", newline="") as file:  # noqa: PTH123  as above
        assert list(csv.reader(file)) == list(csv.reader(io.StringIO(data.as_csv(HOSTILE_NAMES), newline="")))
    assert opener.heard.dialogs == []


def test_without_its_script_all_sections_and_the_first_rows_are_there(opener, comparison):
    page, whole = opener.read(comparison["many"]), opener.open(comparison["many"])
    there = [each.get_attribute("id") for each in page.locator("section[id]:visible").all()]
    assert there == [each.get_attribute("id") for each in whole.locator("section[id]:visible").all()]
    assert page.locator("#searchable tbody tr:visible").count() == 50
    assert (
        "all of them are in what gilbench compare … --format csv writes"
        in page.locator("noscript p:visible").text_content()
    )
