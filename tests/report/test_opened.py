"""What of a section stands open on the page."""

from dataclasses import replace

import pytest
from tests.report import pages
from tests.report.page import read

from gilbench.model.blocks import Chart, Column, Entries, Folded, Group, Lanes, Matrix, Note, Series, Table
from gilbench.report import html
from gilbench.report.opened import MOST_BARS, MOST_POINTS, MOST_ROWS, ROWS, opened

ANSWER = Note("Threads do not help.")
HOW = Note("as a ratio.", "How to read it:")
WARNING = Note("The machine was busy.", "Warning:", "warning")
TABLE, LINES, LANES = pages.table(), pages.chart("lines"), pages.lanes()
MAPS = (pages.matrix("3.13"), pages.matrix("3.13t"))


def bars(number):
    return pages.chart("bars", series=tuple(Series(str(n), "", "a", (pages.mark(1.0),)) for n in range(number)))


def rows(number, **changes):
    return Table("many", (Column("a"),), tuple((str(n),) for n in range(number)), **changes)


@pytest.mark.parametrize(
    ("blocks", "said", "shown"),
    [
        pytest.param((ANSWER, LINES, HOW, TABLE), [0], [1], id="an answer and a picture"),
        pytest.param((ANSWER, LINES, ANSWER), [0], [1], id="a picture with nothing beside it"),
        pytest.param((ANSWER, TABLE, LANES), [0], [2], id="a picture rather than a table"),
        pytest.param((ANSWER, LINES, LINES), [0], [1], id="the first picture"),
        pytest.param((ANSWER, HOW, bars(MOST_BARS + 1), TABLE), [0], [], id="no high picture beside an answer"),
        pytest.param((ANSWER, TABLE, rows(2)), [0], [], id="no table beside an answer"),
        pytest.param((TABLE, rows(2), HOW), [], [0], id="the first table where nothing is said"),
        pytest.param((TABLE, rows(2), WARNING), [2], [0], id="a warning, wherever it is"),
        pytest.param((Group("a", (TABLE,)), Group("b", ())), [], [0], id="the first group"),
        pytest.param((Entries((("3.13", "no"),)), LANES, TABLE), [0], [1], id="entries"),
        pytest.param((rows(2), TABLE, rows(3, searchable=True)), [], [2], id="what can be searched"),
        pytest.param((*MAPS, TABLE), [], [0, 1], id="all maps, among which a reader chooses"),
    ],
)
def test_a_section_opens_with_its_answer_and_one_thing_that_shows_it(blocks, said, shown):
    parts = opened(blocks)
    assert parts.said == tuple(blocks[place] for place in said)
    assert parts.shown == tuple(blocks[place] for place in shown)
    assert parts.folded == tuple(block for place, block in enumerate(blocks) if place not in {*said, *shown})


def test_where_nothing_is_said_the_finding_of_a_high_picture_is():
    high = bars(MOST_BARS + 1)
    parts = opened((high, TABLE))
    assert parts.said == (Note(high.finding),)
    assert parts.shown == ()
    assert parts.folded == (high, TABLE)


@pytest.mark.parametrize(
    ("drawn", "open_"),
    [
        pytest.param(bars(MOST_BARS), True, id="as many bars as fit"),
        pytest.param(bars(MOST_BARS + 1), False, id="a bar more"),
        pytest.param(LINES, True, id="lines"),
        pytest.param(LANES, True, id="lanes"),
        pytest.param(
            pages.chart("points", series=tuple(Series("", "", str(n), (pages.mark(1.0),)) for n in range(MOST_POINTS))),
            True,
            id="as many rows of points as fit",
        ),
        pytest.param(
            pages.chart(
                "points", series=tuple(Series("", "", str(n), (pages.mark(1.0),)) for n in range(MOST_POINTS + 1))
            ),
            False,
            id="a row of points more",
        ),
    ],
)
def test_a_picture_stands_open_if_it_leaves_room_for_words(drawn, open_):
    assert opened((ANSWER, drawn, TABLE)).shown == ((drawn,) if open_ else ())


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param((ANSWER,), id="words"),
        pytest.param((HOW,), id="only how to read it"),
        pytest.param((ANSWER, TABLE, Folded("more", (TABLE,))), id="one table, and what is folded already"),
        pytest.param(MAPS, id="maps"),
    ],
)
def test_a_section_that_has_no_more_than_that_is_left_as_it_is(blocks):
    assert opened(blocks).shown == blocks
    assert opened(blocks).folded == ()


def test_how_to_read_the_only_table_is_folded_where_it_stands():
    assert opened((TABLE, HOW)).shown == (TABLE, Folded("How to read it", (replace(HOW, lead=""),)))


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        pytest.param(rows(MOST_ROWS), None, id="a short one"),
        pytest.param(rows(MOST_ROWS + 1), ROWS, id="a long one"),
        pytest.param(rows(40, shown=24), ROWS, id="one that would show more"),
        pytest.param(rows(40, shown=4), 4, id="one that shows less by itself"),
        pytest.param(rows(40, shape="wide cards"), None, id="cards, which are the page's first answer"),
        pytest.param(rows(40, searchable=True, shown=30), 30, id="one that can be searched"),
    ],
)
def test_an_open_table_is_begun(table, shown):
    assert opened((table,)).shown[0].shown == shown
    assert opened((Group("a", (table,)),)).shown[0].blocks[0].shown == shown


def test_what_is_folded_is_named():
    assert opened((ANSWER, LINES, LINES, HOW, TABLE, TABLE)).summary == "How to read it, 1 chart, 2 tables"
    assert opened((ANSWER, LINES, LINES)).summary == "1 chart"
    assert opened((*MAPS, TABLE)).summary == "1 table"
    assert (
        opened((ANSWER, Group("3.13", (TABLE,)), HOW, Group("3.13t", (TABLE,)))).summary
        == "How to read it, 3.13, 3.13t"
    )
    assert opened((ANSWER, LINES, ANSWER)).summary == "More"


def test_all_that_a_section_says_is_in_the_page_opened_or_folded():
    blocks = (ANSWER, LINES, HOW, TABLE)
    section = read(html.render(pages.page(pages.section("one", *blocks)))).one("one")
    picture, folded = [each for each in section.children if not isinstance(each, str) and each.tag == "details"]
    assert picture.attributes["class"] == "picture"
    assert len(picture.all("svg")) == 1
    assert [each.all("caption")[0].text for each in folded.all("table")] == [TABLE.caption]
    assert "How to read it: as a ratio." in " ".join(folded.text.split())
    assert ANSWER.text in section.text.removesuffix(folded.text)


def test_blocks_that_prove_something_are_of_these_kinds():
    kinds = {type(block) for block in (TABLE, LINES, LANES, *MAPS)}
    assert kinds == {Table, Chart, Lanes, Matrix}
