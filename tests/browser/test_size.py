"""What a page weighs and how quickly it answers, with every experiment on it, against what was set for it.

The values are printed below the results of the tests. Times are medians of five, and nothing runs beside them.
"""

import os
from importlib.resources import files
from statistics import median

import pytest
from tests.browser.made import LARGE, REAL, SAMPLE
from tests.page.sized import DEFAULT

pytestmark = pytest.mark.browser

_KIB = 1024
_MIB = 1024 * _KIB
_TIMES = 5
timing = pytest.mark.skipif("GILBENCH_NO_TIMING" in os.environ, reason="GILBENCH_NO_TIMING: nothing is timed")


_SCRIPTS = "() => [...document.scripts].filter(each => !each.type).map(each => each.textContent)"
# Each does something to the page and returns the milliseconds until all of it is laid out anew.
_FILTER = """word => {
    const field = document.getElementById("filter");
    const begun = performance.now();
    field.value = word;
    field.dispatchEvent(new Event("input"));
    document.documentElement.getBoundingClientRect();
    return performance.now() - begun;
}"""
_SORT = """place => {
    const button = document.querySelectorAll("#searchable thead button")[place];
    const begun = performance.now();
    button.click();
    document.documentElement.getBoundingClientRect();
    return performance.now() - begun;
}"""


def test_the_style_of_a_page_is_small(measured):
    own = [each for each in files("gilbench.report").joinpath("templates").iterdir() if each.name.endswith(".css")]
    measured("all *.css", sum(len(each.read_bytes()) for each in own) / _KIB, 10, "KiB")


def test_the_scripts_of_a_page_are_small(measured, opener, report):
    texts = opener.open(report.default).evaluate(_SCRIPTS)
    assert len(texts) == 3
    measured("scripts of a page", sum(len(each.encode()) for each in texts) / _KIB, 8, "KiB")


@pytest.mark.parametrize(
    ("run", "most"),
    [
        (DEFAULT, 500 * _KIB),
        ("200", 500 * _KIB),
        ("1000", 800 * _KIB),
        (SAMPLE, 800 * _KIB),  # it has nearly as many
        *((each, 500 * _KIB) for each in REAL if each != SAMPLE),
        (LARGE, 1.5 * _MIB),
    ],
)
def test_a_page_with_its_results_can_be_mailed(measured, report, run, most):
    measured(f"page, {run} results", report.of(run).stat().st_size / _KIB, most / _KIB, "KiB")


@pytest.mark.parametrize("run", [DEFAULT, *REAL, "200", "1000", LARGE])
def test_a_page_has_few_elements(measured, opener, report, run):
    page = opener.open(report.of(run))
    measured(f"elements, {run} results", page.evaluate("() => document.querySelectorAll('*').length"), 30_000, "")


@pytest.mark.parametrize("run", ["200", "1000", LARGE])
def test_a_page_has_as_many_results_as_its_run(report, run):
    assert report.cost(run).results == int(run)


@timing
def test_a_large_report_is_soon_written(measured, report):
    measured(f"writing {LARGE} results", report.cost(LARGE).seconds, 15, "s of CPU")


def test_a_large_report_is_written_in_little_memory(measured, report):
    measured(f"memory to write {LARGE} results", report.cost(LARGE).mebibytes * _MIB / 1e6, 500, "MB")


@timing
@pytest.mark.parametrize("run", [DEFAULT, *REAL, LARGE])
def test_a_page_is_soon_ready(measured, opener, report, run):
    path = report.of(run)
    seconds = [opener.open(path).evaluate("() => performance.now()") / 1000 for _ in range(_TIMES)]
    measured(f"ready, {run} results", median(seconds), 1.0, "s")


@timing
def test_a_filter_answers_at_once(measured, opener, report):
    page = opener.open(report.of(LARGE))
    words = ["T", "Th", "ThreadPoolExecutor", "waiting fork", ""]
    assert len(words) == _TIMES
    measured(f"filter, {LARGE} results", median(page.evaluate(_FILTER, each) for each in words), 100, "ms")


@timing
def test_an_order_comes_at_once(measured, opener, report):
    page = opener.open(report.of(LARGE))
    measured(f"sort, {LARGE} results", median(page.evaluate(_SORT, place) for place in range(_TIMES)), 100, "ms")
