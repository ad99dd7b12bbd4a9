"""Markdown has to fit into a comment, whatever was measured."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.known import build
from tests.page import runs
from tests.simulated import CALM, simulate, target, workload

from gilbench.model import Section
from gilbench.model.blocks import Column, Entries, Group, Note, Table
from gilbench.report import markdown
from gilbench.report.shortened import ROWS, WHERE, shortened

TARGETS = ("3.11", "3.12", "3.13", "3.14", "3.13t", "3.14t", "3.14t+gil")
STRATEGIES = ("thread", "thread_pool", "thread_executor", "process_executor[fork]", "process_executor[spawn]")
COUNTS = (2, 4, 8)


def big():
    """Return a run of many targets, workloads, strategies and numbers of workers."""
    works = [workload(f"workload_number_{number}", kind="io" if number % 2 else "cpu") for number in range(12)]
    made = [replace(each, catalogue=replace(each.catalogue, workloads=works)) for each in map(target, TARGETS)]
    seconds = {f"{each}/{work.name}/serial/1": 0.2 for each, work in product(TARGETS, works)}
    for each, work, strategy, count in product(TARGETS, works, STRATEGIES, COUNTS):
        seconds[f"{each}/{work.name}/{strategy}/{count}"] = 0.2 / count
    return simulate(seconds, replace(CALM, rounds=3, values=1), targets=tuple(made))


@pytest.mark.slow
def test_a_big_run_fits_into_a_comment_and_says_where_the_rest_is():
    page = build(big())
    text = markdown.render(page)
    assert len(text.encode()) < markdown.MOST
    assert len(text) < 65_536
    assert text.splitlines()[6] == f"*Shortened to fit into a comment; all of it is {WHERE}.*"
    for kept in ("### Verdict", "### What to use", "<summary>Heat map: ", "gilbench run --again"):
        assert kept in text


def test_what_fits_is_not_shortened():
    text = markdown.render(build(runs.full()))
    assert "Shortened" not in text
    assert WHERE not in text


LINES = st.integers(0, 3 * ROWS)


@pytest.mark.slow
@given(st.lists(st.tuples(LINES, LINES, st.integers(0, 3000)), max_size=12))
@settings(deadline=None)
def test_whatever_sections_there_are_they_fit(shapes):
    sections = tuple(
        Section(
            f"s{number}",
            number,
            f"Section {number}",
            "?",
            (
                Table("A table", (Column("a"), Column("b")), (("x" * 100, "×" * letters),) * rows),
                Group("A list", (Entries((("", "y" * letters),) * lines),)),
            ),
        )
        for number, (rows, lines, letters) in enumerate(shapes)
    )
    text = markdown.render(replace(PAGE, sections=sections))
    assert len(text.encode()) < markdown.MOST
    for number in range(len(shapes)):
        assert f"### Section {number}\n" in text or f"<summary>Section {number}: " in text


PAGE = build(runs.one_target())


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        pytest.param(ROWS, [], id="as many as are shown"),
        pytest.param(ROWS + 1, [f"1 more row {WHERE}."], id="one more"),
        pytest.param(ROWS + 5, [f"5 more rows {WHERE}."], id="several more"),
    ],
)
def test_what_is_missing_in_a_table_is_counted(rows, more):
    section = Section("s", 1, "S", "?", (Group("In it", (Table("T", (Column("a"),), (("x",),) * rows),)),))
    (group,) = shortened(section).blocks
    table, *notes = group.blocks
    assert len(table.rows) == min(rows, ROWS)
    assert [each.text for each in notes] == more
    assert all(isinstance(each, Note) for each in notes)
