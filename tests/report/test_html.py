import gzip
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files

import pytest
from tests.report import pages, sound
from tests.report.page import read

from gilbench.model.blocks import Cell, Column, Note, Part, Table
from gilbench.report import data_block, downloads, html, layout
from gilbench.report.states import signed

DOUBTED = Cell("1.03×", state="undecided", effect=1.03, doubtful=True)
PAGES = {"full": pages.full, "empty": pages.empty, "hostile": pages.hostile}


@cache
def text_of(name):
    return html.render(PAGES[name]())


@cache
def page_of(name):
    return read(text_of(name))


@pytest.mark.parametrize("check", sound.CHECKS)
@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_sound(name, check):
    check(text_of(name))


def test_the_page_forbids_itself_to_fetch_and_allows_only_its_own_script():
    (policy,) = [
        element.attributes["content"]
        for element in page_of("full").all("meta")
        if element.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy
    assert re.search(r"script-src( 'sha256-[A-Za-z0-9+/=]{44}'){3};", policy)
    own = [each for each in page_of("full").all("script") if "type" not in each.attributes]
    for each in own:
        assert b64encode(sha256(each.text.encode()).digest()).decode() in policy


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_a_caption_and_headers_with_a_scope(name):
    for table in page_of(name).all("table"):
        assert table.all("caption")[0].text.strip()
        assert all(header.attributes.get("scope") for header in table.all("th"))


def test_every_chart_has_a_name_a_description_and_its_values():
    charts = page_of("full").all("svg")
    assert charts
    for figure in page_of("full").all("figure"):
        for chart in figure.all("svg"):
            assert chart.attributes["role"] == "img"
            assert chart.all("title")[0].text
            assert chart.all("desc")[0].text
            assert figure.all("table")


def test_the_contents_list_names_the_sections_in_the_order_of_the_page():
    page = page_of("full")
    found = [section.attributes["id"] for section in page.all("section")]
    assert found == [section.id for section in pages.full().sections]
    assert [link.attributes["href"] for link in page.all("nav")[0].all("a")] == [f"#{section}" for section in found]


def test_every_sentence_links_to_its_evidence_if_that_is_there():
    findings = [each for each in page_of("full").all("li") if "finding" in each.attributes.get("class", "").split()]
    assert {each.all("a")[0].attributes["href"] for each in findings} == {"#matrices"}
    block, _ = pages.BLOCKS["findings"]
    alone = read(html.render(pages.page(pages.section("one", block))))
    assert "Threads do not help." in alone.one("one").text
    assert alone.one("one").all("a") == []


def test_every_finding_is_shown():
    assert len(page_of("full").one("verdict").all("li")) == 8


@pytest.mark.parametrize("more", [(), ("0.9×",)], ids=["one line", "two lines"])
@pytest.mark.parametrize(
    ("to", "links"), [pytest.param("one", ["#one"], id="that is there"), pytest.param("two", [], id="that is not")]
)
def test_a_cell_leads_to_a_section(to, links, more):
    table = Table("claims", (Column("claim"), Column("3.13")), (("a", Cell("holds", more, decided="holds", to=to)),))
    shown = read(html.render(pages.page(pages.section("one", table)))).one("one")
    assert [each.attributes["href"] for each in shown.all("a")] == links
    assert "✓ holds" in shown.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"invented": True}, "Invented timings: dry run."), ({"finished": False}, "Interrupted: 298 trials measured.")],
)
def test_what_is_not_a_whole_measurement_says_so_loudly(changes, words):
    page = read(html.render(pages.page(pages.section("one", Note("said")), **changes)))
    assert any(words in each.text for each in page.all("p") if "banner" in each.attributes.get("class", "").split())
    assert "banner" not in {each.attributes.get("class", "").split(" ")[0] for each in page_of("full").all("p")}


def test_hostile_names_are_only_text():
    text, page = text_of("hostile"), page_of("hostile")
    assert "<img" not in text
    assert text.count("<script") == 2  # its own, of the colours and of charts
    assert "\x1b" not in text
    assert pages.HOSTILE.splitlines()[0] in page.one("hostile").text


def test_a_cell_of_a_matrix_has_its_sign_its_colour_and_whether_it_is_best():
    first, *_ = [row for row in page_of("full").one("matrices-matrix-1").all("tr") if row.all("td")]
    lead, best, same, wrong = first.all("td")
    assert lead.text == "103 ms"
    assert (best.text, best.attributes["class"]) == ("▲ 1.92×", "up3 best")
    assert (same.text, same.attributes["class"]) == ("≈ 0.99×", "even")
    assert (wrong.text, wrong.attributes["class"], wrong.attributes["title"]) == ("✕ wrong", "bad", "wrong ")


def test_what_is_doubtful_says_so_to_eyes_and_ears():
    matrix = replace(pages.matrix(), rows=(replace(pages.matrix().rows[0], cells=(DOUBTED,) * 3),))
    table = Table("t", (Column("a"), Column("b"), Column("c")), (("a", DOUBTED, replace(DOUBTED, more=("more",))),))
    for block in (matrix, table):
        here = read(html.render(pages.page(pages.section("one", block)))).one("one")
        found = [each for each in here.all("td") if "doubtful" in each.attributes.get("class", "").split()]
        assert len(found) == (3 if block is matrix else 2)
        assert all(each.text.startswith("? (1.03×) doubtful") for each in found)


def test_bars_are_read_out_and_their_parts_named():
    section = page_of("full").one("blocks")
    drawn = [each for each in section.all("svg") if each.attributes.get("aria-label") == "running 50 %, ready 10 %"]
    assert [rect.attributes["width"] for rect in drawn[0].all("rect")] == ["50.0%", "10.0%"]
    (legend,) = [each for each in section.all("ul") if each.attributes.get("aria-label") == "Parts of the bars"]
    assert "running on a CPU" in legend.text


def test_rows_beyond_what_stands_open_are_folded():
    section = read(html.render(pages.page(pages.section("one", pages.table(shown=2))))).one("one")
    shown, folded = section.all("table")
    assert (len(shown.all("tr")), len(folded.all("tr"))) == (3, 2)
    assert section.all("summary")[0].text == "1 more row"


def test_only_a_page_with_something_to_search_has_a_script_for_it():
    assert page_of("full").one("searchable").tag == "table"
    kinds = [each.attributes.get("id", "") for each in page_of("full").all("script")]
    assert kinds == ["", "rows", "files", "", ""]
    assert [each.attributes for each in page_of("empty").all("script")] == [{}]


def unpacked(name):
    return gzip.decompress(b64decode(page_of("full").one(name).text)).decode()


def test_all_rows_are_in_the_page_and_the_first_of_them_as_a_table():
    columns = [column.split(data_block.CELL) for column in unpacked("rows").split(data_block.COLUMN)]
    assert list(map(list, zip(*columns, strict=True))) == data_block_rows()
    assert len(page_of("full").one("searchable").all("tr")) == 1 + 3


def test_what_command_lines_are_made_of_is_there_for_a_script():
    parts = (Part(0, otherwise="make"), Part(1, (("1 ms", "'it all'"),)))
    page = pages.page(pages.section("results", pages.table(searchable=True, commands=parts)))
    (packed,) = [each for each in read(html.render(page)).all("script") if each.attributes.get("id") == "commands"]
    assert json.loads(gzip.decompress(b64decode(packed.text))) == [[0, {}, "make"], [1, {"1 ms": " 'it all'"}, ""]]


def data_block_rows():
    (table,) = [
        block
        for section in pages.full().sections
        for block in layout.everything(section.blocks)
        if isinstance(block, Table) and block.searchable
    ]
    texts = [[signed(each) if isinstance(each, Cell) else each for each in row] for row in table.rows]
    return [[*row, words] for row, words in zip(texts, table.words or [""] * len(texts), strict=True)]


def test_what_files_are_made_of_is_in_the_page_once():
    assert unpacked("files") == downloads.text(pages.full())
    assert [each.text for each in page_of("full").one("downloads").all("button")] == list(downloads.NAMES)


def test_its_own_script_and_style_stay_small():
    assert len(page_of("full").all("script")[0].text.encode()) <= 3 * 1024
    assert len(page_of("full").all("style")[0].text.encode()) <= 11.5 * 1024  # a tenth of it the colours
    assert len(files("gilbench.report").joinpath("templates", "style.css").read_bytes()) <= 10 * 1024


def test_the_same_page_gives_the_same_bytes():
    assert html.render(pages.full()) == html.render(pages.full())
