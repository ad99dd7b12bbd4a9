"""A twin that was brought along is on the page for the one sentence that rests on it, and in nobody's way."""

from dataclasses import replace

import pytest
from tests.compare.compared import FIVE
from tests.known import build, collect, verdict, within
from tests.simulated import World, free_threaded, simulate, target, under_the_gil

from gilbench.experiments.throughput.analysis.interpreters import interpreter_rows, pairs
from gilbench.report import json_verdict, markdown, terminal

WITHOUT = under_the_gil("3.13") | free_threaded("3.14t")
TWIN = "3.14t+gil"
NAMES = ("3.13", "3.14t", TWIN)


def run(seconds=WITHOUT, names=NAMES, **changes):
    brought = [replace(target(each), twin_of="3.14t") if each == TWIN else target(each) for each in names]
    return simulate(seconds, World(noise=0.001), targets=tuple(brought), **changes)


WITH = run(WITHOUT | {f"{TWIN}/primes/serial/1": 0.16})
NONE = run(names=NAMES[:2])


@pytest.fixture(scope="module")
def pages():
    return build(WITH), build(NONE)


def named(page):
    """Return what the blocks of each section of a page say of the twin."""
    return {each.id for each in page.sections if TWIN in repr(each)}


def test_the_cost_is_told_and_nothing_else_is_said_or_left_unsaid_of_it():
    said, unsaid = verdict(collect(WITH))
    without, _ = verdict(collect(NONE))
    assert [each.claim for each in said if TWIN in each.text] == ["free-threading-cost"]
    assert {each.id for each in said} - {each.id for each in without} == {"free-threading-cost:3.14t"}
    assert TWIN not in {each.target for each in (*said, *unsaid)}


def test_it_is_in_no_table_but_those_of_what_was_measured_and_its_own_comparison(pages):
    page, _ = pages
    assert named(page) <= {"verdict", "claims", "interpreters", "environment", "results", "trust", "reproduce"}
    assert {"interpreters", "results"} <= named(page)


def test_it_is_compared_with_what_it_is_the_twin_of_and_with_nothing_else():
    rows = interpreter_rows(pairs(collect(WITH)), collect(WITH).standard)
    assert {(row.workload, row.strategy, row.other) for row in rows if row.base == TWIN} == {
        ("primes", "serial", "3.14t")
    }
    assert {(row.base, row.other) for row in rows} == {("3.13", "3.14t"), (TWIN, "3.14t")}


def test_one_that_was_asked_for_is_compared_with_the_first_too():
    asked = simulate(WITHOUT | under_the_gil(TWIN), World(noise=0.001))
    rows = interpreter_rows(pairs(collect(asked)), collect(asked).standard)
    assert {(row.base, row.other) for row in rows} == {("3.13", "3.14t"), ("3.13", TWIN), (TWIN, "3.14t")}


def test_it_is_compared_with_its_binary_where_that_is_the_first_interpreter_too():
    first = run(free_threaded("3.14t") | {f"{TWIN}/primes/serial/1": 0.16}, names=("3.14t", TWIN))
    rows = interpreter_rows(pairs(collect(first)), collect(first).standard)
    assert [(row.base, row.other, row.workload) for row in rows] == [(TWIN, "3.14t", "primes")]


def test_the_page_says_why_it_is_there(pages):
    page, _ = pages
    text = markdown.render(page)
    assert "3.14t+gil is the build of 3.14t with its GIL on. gilbench brought it along to tell what serial code" in text
    assert [each.label for each in page.targets if each.id == TWIN] == [
        "CPython 3.14.5, free-threaded, GIL on; serial code only, beside 3.14t"
    ]
    assert TWIN in terminal.render(page)
    assert TWIN in json_verdict.render(page)


def test_the_family_of_tests_is_that_of_what_is_shown():
    assert len(collect(WITH).family.p_values) == len(collect(NONE).family.p_values)


def test_compare_leaves_it_out_unless_it_is_the_base():
    found = within(WITH, None, FIVE)
    assert {row.new for row in found.rows} == {"3.14t"}
    assert not any(TWIN in line for line in found.one_sided)
    assert {row.new for row in within(WITH, TWIN, FIVE).rows} == {"3.13", "3.14t"}


def test_compare_says_where_more_than_the_gil_differs():
    assert within(WITH, None, FIVE).warnings == ("'3.14t' and '3.13' differ in more than the GIL: another version",)
    assert "'3.13' and '3.14t+gil'" not in "".join(within(WITH, TWIN, FIVE).warnings)
