"""Chromium, and pages to open in it. Without it these tests are skipped; GILBENCH_REQUIRE_BROWSER makes them fail."""

import importlib.util
import os
import shutil

import pytest
from tests.browser.made import LARGE, Reports
from tests.browser.opened import Opener

_PACKAGES = {"playwright": "playwright", "axe_playwright_python": "axe-playwright-python"}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",  # root may not start it with one, and it opens nothing but these pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_MEASURED = pytest.StashKey()


def pytest_configure(config):
    config.stash[_MEASURED] = []


def pytest_terminal_summary(terminalreporter, config):
    """Print what was measured, kept or not."""
    lines = config.stash[_MEASURED]
    if lines:
        terminalreporter.section("measured pages")
        for line in lines:
            terminalreporter.line(line)


def _executable():
    return next(filter(None, map(shutil.which, _NAMES)), None)


def _lacking():
    """Return what is missing and how to get it, or None."""
    for module, package in _PACKAGES.items():
        if importlib.util.find_spec(module) is None:
            return f"{package} is not installed: run `tox -e browser`"
    return None if _executable() else f"none of {', '.join(_NAMES)} is on PATH: install Chromium"


@pytest.fixture(scope="package")  # ends with these tests: what comes after must find no event loop running
def browser():
    lacking = _lacking()
    if lacking and os.environ.get("GILBENCH_REQUIRE_BROWSER"):
        pytest.fail(f"GILBENCH_REQUIRE_BROWSER is set, but {lacking}")
    if lacking:
        pytest.skip(lacking)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where it is installed

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=_executable(), args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture
def opener(browser):
    """Open files in contexts that know nothing of each other, and close them."""
    opens = Opener(browser)
    yield opens
    opens.close()


@pytest.fixture(scope="package")
def report(browser, tmp_path_factory, request):  # noqa: ARG001  without a browser nothing has to be written
    """Give the reports of runs; the large one is begun at once, if it will be asked for, since it takes longest."""
    reports = Reports(tmp_path_factory.mktemp("reports"))
    if any("measured" in each.fixturenames for each in request.session.items):
        reports.begin(LARGE)
    yield reports
    reports.close()


@pytest.fixture
def measured(request):
    """Note a measured value for the end, and hold it to what it may be at most."""

    def hold(name, value, most, unit):
        line = f"{name}: {value:,.4g} {unit}".rstrip() + f" (at most {most:,g})"
        request.config.stash[_MEASURED].append(line)
        assert value <= most, line

    return hold
