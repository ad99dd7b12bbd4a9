import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.goldens import check
from tests.report import models

from gilbench.report import markdown

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


@pytest.mark.parametrize("name", ["full", "empty"])
def test_the_text_is_as_agreed(name):
    check(f"report/markdown_{name}.md", markdown.render(getattr(models, name)()))


@given(st.text() | st.text(alphabet="\\`*_{}[]()<>#+-.!|~&a1 \n\r\t@$:/"))
def test_a_name_is_rendered_as_the_text_that_it_is(name):
    shown = PARSER.render(f"x {markdown.text(name)} y")
    assert re.fullmatch(r"<p>[^<>]*</p>\n", shown)


@given(st.text() | st.text(alphabet="|\\`<>[]\n_*"))
def test_a_name_stays_in_its_cell(name):
    shown = PARSER.render("\n".join(markdown.table(("a", "b"), [(markdown.text(name), "end")])))
    assert len(re.findall("<td", shown)) == 2
    assert "<td>end</td>" in shown


def test_hostile_names_break_out_of_nothing():
    text = markdown.render(models.hostile())
    assert "<img" not in text
    assert "</script" not in text
    assert "\x1b" not in text
    headings = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert all(line.startswith("### ") for line in headings)
    shown = PARSER.render(text)
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= {
        "h3",
        "p",
        "ul",
        "li",
        "em",
        "strong",
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


def test_every_folded_part_is_closed():
    text = markdown.render(models.full())
    assert text.count("<details>") == text.count("</details>") == 3
