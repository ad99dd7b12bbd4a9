"""A sign judges a claim in the claim's own words: beside a sentence it would mislead where the claim does not hold."""

import re

import pytest
from tests.report import pages

from gilbench.model.blocks import Cell, Column, Findings, Table
from gilbench.report import html, markdown, terminal
from gilbench.report.states import DECIDED

SIGNS = re.compile("[✓✗?]")
FALSE = pages.sentence("Threads speed up the work.", says="Threads do not speed it up.", decided="does not hold")
SILENT = pages.sentence("Nothing can be said.", says="", decided="undecided", value=None)


def page(sentence):
    return pages.page(pages.section("one", Findings((sentence,))))


def line_of(text, words):
    (line,) = [line for line in text.splitlines() if words in line]
    return line


def test_a_page_shows_sentences_without_a_sign_and_without_the_claim():
    text = html.render(page(FALSE))
    assert not SIGNS.search(re.sub(r"<[^>]*>", "", line_of(text, FALSE.text)))
    assert FALSE.says not in text


def test_a_table_of_claims_shows_the_sign_with_its_word_behind_the_claim():
    decided = Cell("does not hold", ("0.9×",), decided="does not hold")
    table = Table("claims", (Column("claim"), Column("3.13")), ((FALSE.says, decided),))
    line = line_of(html.render(pages.page(pages.section("one", table))), FALSE.says)
    assert "✗ does not hold" in re.sub(r"<[^>]*>", "", line)


def test_markdown_shows_the_sign_with_its_word_behind_the_claim():
    line = line_of(markdown.render(page(FALSE)), FALSE.text)
    assert line == "- Threads speed up the work.<br>*Claim “Threads do not speed it up.” ✗ does not hold*"


def test_a_terminal_shows_sentences_without_a_sign():
    line = line_of(terminal.render(page(FALSE)), FALSE.text)
    assert line == "- Threads speed up the work."


@pytest.mark.parametrize("render", [html.render, markdown.render, terminal.render])
def test_a_sentence_that_decides_no_claim_has_no_sign(render):
    text = render(page(SILENT))
    assert SILENT.text in text
    assert "Claim" not in text
    assert not any(f"{sign} {decided}" in text for decided, sign in DECIDED.items())


def test_the_best_cell_of_a_table_is_bold_in_its_first_lines_only():
    best = Cell("Thread", more=("1.9×, the fastest", "instead of serial"), best=True)
    table = Table("What to use", (Column("class"), Column("3.13")), (("waiting", best),))
    text = markdown.render(pages.page(pages.section("one", table)))
    assert "**Thread**<br>**1.9×, the fastest**<br>instead of serial" in text
