"""A page is one file: it asks for nothing, complains of nothing, and what others named cannot act."""

from dataclasses import replace

import pytest
from tests.browser.made import REAL
from tests.known import EXPERIMENTS
from tests.page import runs
from tests.report.pages import HOSTILE

from gilbench.page import files
from gilbench.page.build import build

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("run", ["default", *REAL])
def test_a_page_is_one_request_and_its_script_has_nothing_to_complain_of(opener, report, run):
    page = opener.open(report.of(run))
    page.wait_for_load_state("networkidle")
    assert opener.heard.requests == [report.of(run).as_uri()]
    assert opener.heard.messages == []


def test_no_identifier_is_given_twice_when_the_script_is_done(opener, report):
    page = opener.open(report.default)
    twice = page.evaluate(
        """() => {
            const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
            return ids.filter((each, place) => ids.indexOf(each) !== place);
        }"""
    )
    assert twice == []


def test_hostile_names_are_shown_as_text(opener, report):
    page = opener.open(report.hostile)
    page.fill("#filter", "onerror=alert(1)")
    page.wait_for_timeout(400)  # until the address has them too
    assert page.locator("#searchable tbody tr").count() > 0
    assert HOSTILE.splitlines()[0] in page.locator("#searchable tbody tr").first.inner_text()
    assert HOSTILE.splitlines()[0] in page.locator("#environment").text_content()
    assert page.locator("img").count() == 0
    page.reload()
    assert page.input_value("#filter") == "onerror=alert(1)"
    assert opener.heard.dialogs == []
    assert opener.heard.messages == []


def downloaded(page, name):
    """Return the bytes of a file that a page hands out."""
    with page.expect_download() as saved:
        page.get_by_role("button", name=name).click()
    assert saved.value.suggested_filename == name
    with open(saved.value.path(), "rb") as file:  # noqa: PTH123  Playwright's path is a Path only in new versions
        return file.read()


@pytest.mark.parametrize("run", ["default", "hostile"])
@pytest.mark.parametrize("name", sorted(set(files.BESIDE_THE_RUN) - {files.PAGE}))
def test_a_download_is_the_file_beside_the_run(opener, report, name, run):
    path = getattr(report, run)
    assert downloaded(opener.open(path), name) == path.with_name(name).read_bytes()


def test_the_download_as_json_is_what_the_command_line_writes(opener, report):
    run = replace(runs.hostile(), folder=report.hostile.parent)
    agreed = files.render(build(run, EXPERIMENTS), "json").encode()
    assert downloaded(opener.open(report.hostile), "report.json") == agreed
