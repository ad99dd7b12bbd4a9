"""What a default run says on a terminal is read without going back."""

import pytest
from tests.page import sized

from gilbench.experiments.discovery import find
from gilbench.model.blocks import Findings, Table
from gilbench.page.build import build
from gilbench.report import terminal


@pytest.fixture(scope="module")
def page():
    return build(sized.default(), find())


@pytest.mark.parametrize("width", [80, 100])
def test_verdict_and_first_table_are_whole(page, width):
    text = terminal.render(page, width=width)
    assert len(text.splitlines()) <= terminal.MOST
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    told = " ".join(text.split())
    verdict, decision = page.sections[:2]
    (sentences,) = (each.sentences for each in verdict.brief if isinstance(each, Findings))
    assert [each.text for each in sentences if each.text not in told] == []
    (table,) = (each for each in decision.brief if isinstance(each, Table))
    assert "more row" not in text
    assert all(str(row[0]).split()[0] in told for row in table.rows)


def test_nothing_is_lost_where_the_encoding_has_no_signs(page):
    signs = terminal.render(page, most=None).count("?")
    assert terminal.render(page, most=None, unicode=False).count("?") == signs
