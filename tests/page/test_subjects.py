"""Every part of a page says which interpreter it is about, where its section calls it by that name."""

from dataclasses import replace

import pytest
from tests.known import build
from tests.report import pages
from tests.simulated import free_threaded, simulate, under_the_gil

from gilbench.model.blocks import Chart, Column, Entries, Folded, Group, Note, Table
from gilbench.page.subjects import keyed
from gilbench.report.layout import everything

NAMES = {"3.13", "3.13t"}


def said(block):
    (section,) = keyed([pages.section("one", block)], NAMES)
    return section.blocks[0]


@pytest.mark.parametrize(
    ("block", "about"),
    [
        pytest.param(Note("said", "3.13:"), "3.13", id="a paragraph"),
        pytest.param(Note("said", "How to read it:"), "", id="a paragraph of something else"),
        pytest.param(Group("3.13t", ()), "3.13t", id="a group"),
        pytest.param(replace(pages.chart("bars"), title="3.13"), "3.13", id="a chart"),
        pytest.param(replace(pages.chart("bars"), values=None), "", id="a chart of all"),
        pytest.param(Group("3.13 and 3.13t", ()), "", id="a group of two"),
        pytest.param(Group("3.13", (), about="3.13t"), "3.13t", id="what its section says itself"),
    ],
)
def test_what_has_the_name_of_an_interpreter_is_about_it(block, about):
    assert said(block).about == about


@pytest.mark.parametrize("inside", [lambda each: Group("g", (each,)), lambda each: Folded("f", (each,))])
def test_what_stands_within_others_is_told_too(inside):
    assert said(inside(Note("said", "3.13:"))).blocks[0].about == "3.13"


@pytest.mark.parametrize(
    ("name", "about", "subject"),
    [("3.13t", "3.13t", False), ("interpreter", "", True), ("Python", "", True), ("time", "", False)],
)
def test_a_column_is_about_one_or_its_cells_name_them(name, about, subject):
    table = Table("t", (Column(name),), ())
    chart = replace(pages.chart("bars"), values=table)
    for found in (said(table), said(chart).values):
        assert [(each.about, each.subject) for each in found.columns] == [(about, subject)]


def test_other_blocks_stay_as_they_are():
    block = Entries((("3.13", "text"),))
    assert said(block) is block


def test_a_whole_page_tells_its_maps_its_charts_and_its_columns_apart():
    page = build(simulate(under_the_gil("3.13") | free_threaded("3.13t")))
    found = {each.id: list(everything(each.blocks)) for each in page.sections}
    assert [each.about for each in found["decision"][0].columns] == ["", "3.13", "3.13t"]
    charts = [each for each in found["scaling"] if isinstance(each, Chart)]
    assert [each.about for each in charts] == ["3.13", "3.13t", ""]  # work that waits is drawn for all of them at once
    assert {each.about for each in found["ledger"] if isinstance(each, Group)} == NAMES
    (results,) = [each for each in found["results"] if isinstance(each, Table) and each.searchable]
    assert [each.name for each in results.columns if each.subject] == ["Python"]
