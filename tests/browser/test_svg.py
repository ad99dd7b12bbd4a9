"""Each chart as a file: the bytes that the command line writes, and a picture without the page around it."""

import re
from dataclasses import replace

import pytest
from tests.page import sized

from gilbench.experiments.discovery import find
from gilbench.page.build import build
from gilbench.report import svg_files

pytestmark = pytest.mark.browser

# What every link hands out: all of them are clicked, and nothing is saved, for browsers stop after a few.
_HANDED_OUT = """() => {
    addEventListener("click", each => each.preventDefault());
    return [...document.querySelectorAll("figcaption a")].map(link => {
        link.click();
        return [link.download, decodeURIComponent(link.href.replace("data:image/svg+xml,", ""))];
    });
}"""
_TEXTS = "() => [...document.querySelectorAll('text')].map(each => each.textContent)"
# Colours of whatever is painted, as a browser has worked them out; a mark has those of its use.
_INKS = """() => [...document.querySelectorAll('text, use, :not(defs) > path, :not(clipPath) > rect')].flatMap(each => {
    const style = getComputedStyle(each);
    return [style.fill, style.stroke];
})"""


@pytest.fixture(scope="module")
def expected(report):
    """Return the files of the default page, as `gilbench report --format svg` writes them."""
    return svg_files.render(build(replace(sized.default(), folder=report.default.parent), find()))


def test_every_chart_is_handed_out_as_the_command_line_writes_it(opener, report, expected):
    page = opener.open(report.default)
    found = page.evaluate(_HANDED_OUT)
    assert [name for name, _ in found] == list(expected)
    assert len(found) == page.locator(".chart").count() > 20
    for name, text in found:
        assert text == expected[name], name
    assert opener.heard.messages == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_click_saves_a_file_of_its_name(opener, report, expected, scheme):
    page = opener.open(report.default, color_scheme=scheme)
    link = page.locator("figcaption a:visible").first
    with page.expect_download() as waited:
        link.click()
    name = waited.value.suggested_filename
    assert link.get_attribute("download") == name
    assert waited.value.path().read_text(encoding="utf-8") == expected[name]
    assert opener.heard.messages == []


def test_the_links_are_not_printed(opener, report):
    page = opener.open(report.default)
    page.emulate_media(media="print")
    assert page.locator("figcaption a").count() > 20
    assert page.locator("figcaption a:visible").count() == 0


def test_without_a_script_there_is_no_link_that_does_nothing(opener, report):
    assert opener.read(report.default).locator("figcaption a").count() == 0


def test_a_file_is_a_picture_of_its_own(opener, tmp_path, expected):
    for name, text in expected.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        page = opener.context().new_page()
        page.goto(path.as_uri())
        assert page.evaluate(_TEXTS), name
        inks = set(page.evaluate(_INKS))
        assert "rgb(255, 255, 255)" in inks, name
        assert "rgb(0, 0, 0)" not in inks, name
        page.close()
    assert opener.heard.messages == []
    assert not [each for each in opener.heard.requests if not each.startswith("file:")]


def test_a_file_has_every_mark_that_it_refers_to(expected):
    for name, text in expected.items():
        used = set(re.findall(r'href="#(\w+)"', text)) | set(re.findall(r"url\(#([\w-]+)\)", text))
        assert used <= set(re.findall(r' id="([\w-]+)"', text)), name
