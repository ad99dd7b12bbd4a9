import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.report import pages

from gilbench.model.blocks import Note
from gilbench.report import markdown

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


@given(st.text() | st.text(alphabet="\\`*_{}[]()<>#+-.!|~&a1 \n\r\t@$:/"))
def test_a_name_is_rendered_as_the_text_that_it_is(name):
    shown = PARSER.render(f"x {markdown.text(name)} y")
    assert re.fullmatch(r"<p>[^<>]*</p>\n", shown.replace("<span>@</span>", "@"))


@given(st.text() | st.text(alphabet="|\\`<>[]\n_*"))
def test_a_name_stays_in_its_cell(name):
    shown = PARSER.render("\n".join(markdown.table(("a", "b"), [(markdown.text(name), "end")])))
    assert len(re.findall("<td", shown)) == 2
    assert "<td>end</td>" in shown


def test_hostile_names_break_out_of_nothing():
    text = markdown.render(pages.hostile())
    assert "<img" not in text
    assert "</script" not in text
    assert "\x1b" not in text
    headings = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert all(re.match("#{3,6} ", line) for line in headings)
    shown = PARSER.render(text)
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= {
        "br",
        "h3",
        "h4",
        "p",
        "ul",
        "li",
        "em",
        "strong",
        "span",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
    }


def test_tables_are_padded_so_that_they_can_be_read_unrendered():
    lines = markdown.table(("name", "time"), [("a", "1 s"), ("longer", "10 s")], numeric=(1,))
    assert lines == ["| name   | time |", "| ------ | ---: |", "| a      |  1 s |", "| longer | 10 s |"]


@pytest.mark.parametrize("name", ["full", "hostile"])
def test_every_folded_part_is_closed(name):
    text = markdown.render(getattr(pages, name)())
    assert text.count("<details>") == text.count("</details>") > 0


def test_a_section_without_content_is_left_out():
    text = markdown.render(pages.page(pages.section("some", Note("said")), pages.section("nothing")))
    assert "### Some\n\nsaid\n" in text
    assert "Nothing" not in text


def test_what_comes_after_the_first_table_is_folded():
    reading = Note("as a ratio.", "How to read it:")
    text = markdown.render(
        pages.page(
            pages.section("first", Note("said")),
            pages.section("second", pages.table(), reading),
            pages.section("third", Note("more")),
            pages.section("fourth", pages.matrix()),
        )
    )
    outside = re.sub("<details>.*?</details>", "", text, flags=re.DOTALL)
    assert re.findall("^###.*", outside, re.MULTILINE) == ["### gilbench: 3.13, 3.13t", "### First", "### Second"]
    assert "<code>f(x)</code>" in outside
    assert re.findall("<summary>(.*)</summary>", text) == [
        "How to read it",
        "Third: What of third?",
        "Fourth: What of fourth?",
    ]


def test_whether_to_believe_it_stands_before_everything():
    text = markdown.render(pages.page(pages.section("one", Note("said"))))
    assert text.index("Trust: The machine was busy. Run again.") < text.index("### One")


def test_the_last_column_of_a_table_is_not_filled_up():
    lines = markdown.render(pages.page(pages.section("one", pages.decisions()))).splitlines()
    assert [line for line in lines if line.startswith("|")] == [
        "| class   | 3.13 |",
        "| ------- | ----------------------------------------- |",
        "| waiting | thread_pool<br>1.92×<br>instead of serial |",
    ]


def test_what_is_only_drawn_is_left_out_and_what_can_be_searched_is_counted():
    text = markdown.render(pages.page(pages.section("one", pages.table())))
    assert "running 50 %" not in text
    assert "<code>f(x)</code>" in text
    assert "3 rows, in the page." in markdown.render(pages.page(pages.section("one", pages.table(searchable=True))))


def test_long_values_of_a_chart_are_counted():
    many = replace(pages.chart("bars").values, rows=tuple((f"r{n}", "1 s") for n in range(30)))
    text = markdown.render(pages.page(pages.section("one", pages.chart("bars", values=many))))
    assert "30 values, in the page." in text
    assert "r29" not in text


def test_the_best_of_a_row_is_bold_and_signs_are_explained():
    text = markdown.render(pages.page(pages.section("one", pages.matrix())))
    assert "**▲ 1.92×**" in text
    assert "▲ faster · ▼ slower · ≈ same" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"invented": True}, "**Invented timings: dry run.**", id="dry run"),
        pytest.param({"finished": False}, "**Interrupted: 298 trials measured.**", id="interrupted"),
    ],
)
def test_what_is_not_a_whole_measurement_says_so_first(changes, words):
    assert words in markdown.render(pages.page(pages.section("one", Note("said")), **changes)).partition("### One")[0]
