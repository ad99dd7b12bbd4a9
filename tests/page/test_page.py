"""The page of a whole run, in every format."""

import re
from dataclasses import replace
from functools import cache
from itertools import groupby

import pytest
from markdown_it import MarkdownIt
from tests.goldens import check
from tests.known import EXPERIMENTS, build
from tests.page import runs, sized
from tests.report import sound
from tests.report.page import read
from tests.report.pages import HOSTILE

from gilbench.experiments.discovery import find
from gilbench.page import build as pages
from gilbench.page import files
from gilbench.report import csv_table, html, json_verdict, markdown, terminal

RUNS = ("full", "one_target", "empty", "invented", "many_cores", "hostile")
SECTIONS = [
    "verdict",
    "decision",
    "claims",
    "trust",
    "heat-map",
    "ledger",
    "what-holds-the-gil",
    "scaling",
    "interpreters",
    "environment",
    "results",
    "reproduce",
    "absent",
]
PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


@cache
def built(name):
    return build(getattr(runs, name)())


@cache
def text_of(name):
    return html.render(built(name))


@cache
def page_of(name):
    return read(text_of(name))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param("markdown_full.md", lambda: markdown.render(built("full")), id="markdown"),
        pytest.param("markdown_empty.md", lambda: markdown.render(built("empty")), id="empty markdown"),
        pytest.param("terminal_full.txt", lambda: terminal.render(built("full")), id="terminal"),
        pytest.param("terminal_whole.txt", lambda: terminal.render(built("full"), most=None), id="all on a terminal"),
        pytest.param("terminal_empty.txt", lambda: terminal.render(built("empty")), id="empty terminal"),
        pytest.param("terminal_invented.txt", lambda: terminal.render(built("invented")), id="dry run on a terminal"),
        pytest.param("results.csv", lambda: csv_table.results(built("one_target")), id="results"),
        pytest.param("verdict.json", lambda: json_verdict.render(built("full")), id="verdict"),
    ],
)
def test_the_text_is_as_agreed(file, text):
    check(f"page/{file}", text())


@pytest.mark.parametrize("is_so", sound.CHECKS)
@pytest.mark.parametrize("name", RUNS)
def test_the_page_is_sound(name, is_so):
    is_so(text_of(name))


@pytest.mark.parametrize("name", RUNS)
def test_no_two_sections_have_one_place_and_none_lacks_content(name):
    orders = [each.order for each in (*built(name).sections, *built(name).absent)]
    assert len(orders) == len(set(orders))
    assert all(section.blocks and section.question for section in built(name).sections)


def test_sections_come_in_order():
    assert [section.id for section in built("full").sections] == SECTIONS


def test_a_group_of_the_contents_is_in_one_place():
    shown = pages.build(sized.default(), find()).sections
    groups = [name for name, _ in groupby(each.group for each in shown) if name]
    assert len(groups) == len(set(groups)) > 5


def test_an_empty_section_is_left_out_and_its_reason_is_given():
    found = [each.attributes["id"] for each in page_of("empty").all("section")]
    assert found == ["verdict", "claims", "trust", "heat-map", "environment", "reproduce", "absent"]
    assert "What to use" in page_of("empty").one("absent").text


@pytest.mark.parametrize("name", RUNS)
def test_evidence_is_a_section_or_absent(name):
    known = {each.id for each in (*built(name).sections, *built(name).absent)}
    assert {sentence.evidence for sentence in built(name).verdict} <= known


def test_hostile_names_are_only_text():
    text, page = text_of("hostile"), page_of("hostile")
    assert "<img" not in text
    assert (
        text.count("<script") == text.count("</script") == 6
    )  # three of its own; packed rows of results, their commands, files
    assert "\x1b" not in text
    assert HOSTILE.splitlines()[0] in page.one("environment").text


def test_hostile_names_break_out_of_no_markdown():
    text = markdown.render(built("hostile"))
    assert "<img" not in text
    assert "</script" not in text
    assert "\x1b" not in text
    tags = set(re.findall(r"<([a-z0-9]+)", PARSER.render(text)))
    folded = {"br", "code", "details", "summary"}
    assert tags <= folded | {"h3", "h4", "p", "ul", "li", "em", "strong", "table", "thead", "tbody", "tr", "th", "td"}


def test_hostile_names_cannot_move_the_cursor():
    assert "\x1b" not in terminal.render(built("hostile"))


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("name", ["full", "many_cores", "empty"])
def test_no_line_is_wider_than_the_terminal(name, width):
    assert max(map(len, terminal.render(built(name), width=width, most=None).splitlines())) <= width


def test_a_long_table_of_results_has_fifty_rows_without_a_script_and_says_so():
    page = read(html.render(build(runs.of_size(240))))
    assert len(page.one("searchable").all("tr")) == 1 + 50
    assert "The first 50 of 240 rows" in page.one("results").text


def test_a_short_table_of_results_is_complete():
    assert len(page_of("one_target").one("searchable").all("tr")) == 1 + len(built("one_target").results)
    assert "The first" not in page_of("one_target").one("results").text


@pytest.mark.parametrize(("results", "kib"), [(200, 400), (960, 800)])
def test_the_page_stays_small(results, kib):
    assert len(html.render(build(runs.of_size(results))).encode()) <= kib * 1024


def standing_open(element):
    """Yield what is seen of an element before anything is opened; on a wide screen its picture is."""
    for each in element.children:
        if not isinstance(each, str) and (each.tag != "details" or each.attributes.get("class") == "picture"):
            yield each
            yield from standing_open(each)


@pytest.mark.parametrize("name", ["full", "one_target", "many_cores"])
def test_a_section_has_one_picture_or_table_open(name):
    for section in page_of(name).all("section"):
        found = [each.attributes.get("class", "").split() for each in standing_open(section)]
        assert sum("chart" in names or "plain" in names for names in found) <= 1, section.attributes["id"]


def test_a_folded_part_says_what_is_in_it():
    summaries = [each.text for section in page_of("full").all("section") for each in section.all("summary")]
    assert "More" not in summaries


@pytest.mark.parametrize("form", files.RENDERERS)
def test_the_same_run_gives_the_same_bytes(form):
    assert files.render(build(runs.full()), form) == files.render(build(runs.full()), form)


def test_a_run_gets_its_files(tmp_path):
    page = files.write(replace(runs.one_target(), folder=tmp_path), EXPERIMENTS)
    assert {path.name for path in tmp_path.iterdir()} == set(files.BESIDE_THE_RUN)
    assert (tmp_path / files.PAGE).read_text(encoding="utf-8") == html.render(page)
