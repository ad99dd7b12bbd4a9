"""One choice for the whole page: what a reader chooses among, and which elements belong to whom."""

import re
from dataclasses import replace

import pytest
from tests.report import pages
from tests.report.page import read

from gilbench.model import TargetCard
from gilbench.model.blocks import Cell, Column, Group, Note, Table
from gilbench.report import html
from gilbench.report.subjects import Subjects

COLUMNS = (Column("work"), Column("one, GIL", about="one"), Column("two", about="two"), Column("n", numeric=True))
LINES = (Column("interpreter", subject=True), Column("time", numeric=True))
KNOWN = ("one", "two", "three")


def subjects(*blocks, known=KNOWN):
    return Subjects(known, blocks)


def page(*blocks, names=KNOWN):
    cards = tuple(TargetCard(name, name) for name in names)
    return read(html.render(pages.page(pages.section("here", *blocks), targets=cards)))


def classes(element):
    return element.attributes.get("class", "").split()


ABOUT = {
    "note": Note("said", about="two"),
    "callout": Note("said", tone="warning", about="two"),
    "group": Group("two", (Note("said"),), about="two"),
    "chart": replace(pages.chart("bars"), about="two"),
    "matrix": pages.matrix("two"),
}


@pytest.mark.parametrize(
    ("blocks", "known", "names"),
    [
        pytest.param(
            [Note("", about="two"), Note("", about="one")], KNOWN, ("one", "two"), id="in the order of the page"
        ),
        pytest.param([Table("t", COLUMNS, ())], KNOWN, ("one", "two"), id="columns"),
        pytest.param([Group("g", (Note("", about="one"), Note("", about="two")))], KNOWN, ("one", "two"), id="inside"),
        pytest.param([Note("", about="one")], KNOWN, (), id="one is no choice"),
        pytest.param([Note("", about="one"), Note("", about="gone")], KNOWN, (), id="another that is not known"),
        pytest.param([Table("t", LINES, (("one", "1"), ("two", "2")))], KNOWN, (), id="rows alone"),
    ],
)
def test_a_reader_chooses_among_those_that_something_is_about(blocks, known, names):
    assert subjects(*blocks, known=known).names == names


@pytest.mark.parametrize("name", ABOUT)
def test_a_block_belongs_to_whom_it_is_about(name):
    here = page(ABOUT[name], Note("other", about="one")).one("here")
    (found,) = [each for each in here.all() if "of2" in classes(each)]
    assert "of" in classes(found)


def test_a_row_belongs_to_whom_its_cell_names():
    found = subjects(Table("t", COLUMNS, ()))
    assert found.row(LINES, ("one", "1 s")) == "of of1"
    assert found.row(LINES, (Cell("two", ("more",)), "1 s")) == "of of2"
    assert found.row(LINES, ("one and two", "1 s")) == ""
    assert found.row(COLUMNS, ("one", "1", "2", "3")) == ""


def test_tables_with_the_same_columns_share_their_rules():
    found = subjects(Table("t", COLUMNS, ()))
    assert [found.columns(each) for each in (COLUMNS, LINES, COLUMNS[:2], COLUMNS)] == ["s0", "", "s1", "s0"]


def test_only_columns_about_another_are_hidden_and_only_where_one_is_about_the_chosen():
    found = subjects(Table("t", COLUMNS, ()))
    for each in (COLUMNS, COLUMNS[:2]):
        found.columns(each)
    first, second = (line for line in found.css().splitlines() if line.startswith("@media"))
    assert re.findall(r"\.s\d tr>:nth-child\(\d\)", first) == [".s0 tr>:nth-child(3)"]
    assert re.findall(r"\.s\d tr>:nth-child\(\d\)", second) == [".s0 tr>:nth-child(2)"]


def test_what_is_not_chosen_goes_on_screens_alone_and_only_where_styles_can_tell():
    lines = subjects(Table("t", COLUMNS, ())).css().splitlines()
    assert lines[0] == "@supports selector(:has(*)){"
    assert all(line.startswith("@media screen") for line in lines if ":not(" in line)
    assert subjects(Note("of nobody")).css() == ""


def test_of_several_maps_the_first_is_open_until_one_is_chosen():
    found = page(Note("", about="one"), pages.matrix("two"), pages.matrix("three"))
    assert [classes(each) for each in found.one("here").all("figure")] == [
        ["matrix", "of", "of2"],
        ["matrix", "of", "of3", "later"],
    ]


def test_the_switch_has_all_of_them_and_all_is_chosen():
    switch = page(pages.matrix("one"), pages.matrix("two")).one("about")
    assert [each.text for each in switch.all("label")] == ["all", "one", "two"]
    assert [each.attributes.get("value") for each in switch.all("input")] == ["", "one", "two"]
    assert ["checked" in each.attributes for each in switch.all("input")] == [True, False, False]


def test_without_a_choice_there_is_no_switch_and_nothing_is_hidden():
    alone = page(pages.matrix("one"), names=("one",))
    assert [each for each in alone.all("fieldset") if each.attributes["id"] == "about"] == []
    assert classes(alone.one("here").all("figure")[0]) == ["matrix"]


def test_hostile_names_are_only_text_in_the_switch():
    names = (pages.HOSTILE, "two")
    found = page(Note("", about=pages.HOSTILE), Note("", about="two"), names=names)
    assert len(found.one("about").all("label")) == 3
    assert found.all("img") == []
