"""What the page says of latency."""

import pytest
from tests.experiments.latency import made
from tests.experiments.shown import absences

from gilbench.experiments import latency
from gilbench.experiments.latency import section
from gilbench.experiments.latency.trials import (
    COMPUTES_ELSEWHERE,
    COMPUTES_HERE,
    GARBAGE_HERE,
    SHORTENED,
    alone,
    beside,
)
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Folded, Note, Table

TWO = {
    ("3.13", COMPUTES_HERE): [made.seen(made.spread(0.0053))],
    ("3.13", COMPUTES_ELSEWHERE): [made.seen(made.spread(0.0002))],
    ("3.13", GARBAGE_HERE): [made.collected(0.012, 0.005)],
    ("3.13", SHORTENED): [made.kept(0.98)],
    ("3.14t", COMPUTES_HERE): [made.seen(made.spread(0.0002))],
    ("3.14t", COMPUTES_ELSEWHERE): [made.seen(made.spread(0.0002, seed=2))],
    ("3.14t", GARBAGE_HERE): [made.collected(0.006, 0.0002)],
}


def only(trials=TWO, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def tables(found):
    return {each.caption.partition(" ")[0]: each for each in found.blocks if isinstance(each, Table)}


def rows(table):
    return {row[0]: dict(zip((each.name for each in table.columns[1:]), row[1:], strict=True)) for row in table.rows}


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("latency", ("3.13", alone()), {("3.13", alone()): "no sockets"})
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.reason) == ("latency", reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == latency.__doc__


def test_it_opens_with_the_answer_of_every_interpreter_and_a_terminal_has_the_same():
    found = only()
    first, second, how = (each for each in found.blocks if isinstance(each, Note))
    assert first.text == (
        "On 3.13 a thread that answers takes 5.30 ms beside one that computes and 200 µs beside a process that does: "
        "the price of sharing a process is 5.10 ms (5.03–5.17 ms)."
    )
    assert second.text.startswith("On 3.14t a thread that answers takes 200 µs beside one that computes and ")
    assert "sharing a process has no price that could be seen" in second.text
    assert how.lead == "How to read it:"
    assert found.brief == (first, second)


def test_one_that_cannot_keep_up_opens_with_that():
    found = only({**TWO, ("3.13", COMPUTES_HERE): [made.behind()]})
    assert found.blocks[0].text == (
        "On 3.13 a thread that answers cannot keep up beside one that computes; beside a process that computes it "
        "takes 200 µs."
    )
    cell = rows(tables(found)["Median"])["a thread that computes"]["3.13"]
    assert cell == Cell("cannot keep up", ("20 % answered",))


def test_without_the_two_that_it_opens_with_there_is_a_table_still():
    found = only({("3.13", alone()): [made.seen(made.spread(0.0001))]})
    assert isinstance(found.brief[0], Table)
    assert rows(found.brief[0]).keys() == {"nobody"}


def test_the_table_has_interpreters_side_by_side_with_interval_and_price():
    found = rows(tables(only())["Median"])
    assert list(found) == ["a thread that computes", "a process that computes", "a thread that makes cyclic garbage"]
    assert found["a thread that computes"]["3.13"] == Cell("5.30 ms", ("5.23–5.37 ms", "price 5.10 ms"))
    assert found["a process that computes"]["3.14t"].more[-1].endswith("µs")


def test_other_services_and_numbers_are_named():
    more = {
        ("3.13", beside("polls", "interpreter", "asyncio")): [made.seen(made.spread(0.0002))],
        ("3.13", (*beside("keeps", "process", "pool"), ("neighbours", "2"))): [made.seen(made.spread(0.0002))],
        ("3.13", (*beside("keeps", "thread"), ("rate", 1.0))): [made.seen(made.spread(0.3))],
    }
    assert list(rows(tables(only({**TWO, **more}))["Median"]))[3:] == [
        "asyncio: a sub-interpreter that polls with sleep(0)",
        "pool of threads: 2 processes that sort a million",
        "a thread that sorts a million, 1 request a second",
    ]


def test_the_alternative_text_has_the_finding_of_every_interpreter():
    (chart,) = (each for each in only().blocks if isinstance(each, Chart))
    assert chart.finding == (
        "An answer takes from 200 µs (beside a process that computes) to 5.30 ms (beside a thread that computes) on "
        "3.13; from 200 µs (beside a process that computes) to 205 µs (beside a thread that makes cyclic garbage) on "
        "3.14t."
    )
    assert [(each.row, each.name) for each in chart.series][:2] == [
        ("a thread that computes", "3.13"),
        ("a thread that computes", "3.14t"),
    ]


def test_a_single_row_reaches_from_nowhere_to_nowhere():
    (chart,) = (
        each for each in only({("3.13", alone()): [made.seen(made.spread(0.0001))]}).blocks if isinstance(each, Chart)
    )
    assert chart.finding == "An answer takes 99.9 µs beside nobody on 3.13."


def test_shorter_intervals_have_a_table_of_latency_and_throughput():
    (table,) = (each for each in only().blocks if isinstance(each, Table) and each.columns[0].name == "switch interval")
    cell = rows(table)["500 µs"]["3.13"]
    assert cell.text == "599 µs (588–612)"
    assert cell.more == ("0.98× (0.97–0.99) of the throughput",)


def test_collections_have_a_table():
    found = rows(tables(only())["Garbage"])
    assert found["3.13"]["time in collections"] == "36 %"
    assert found["3.13"]["answers due in one"].text == "12.1 ms"
    assert found["3.14t"]["other answers"].text == "199 µs"
    silent = {("3.13", GARBAGE_HERE): [made.collected(0.01, 0.005, collections=None, met=[], long_collections=[])]}
    assert "Garbage" not in tables(only(silent))


def test_closed_loops_have_a_table():
    trials = {
        ("3.13", (*alone(), ("loop", "closed"))): [made.closed(30000)],
        ("3.13", (*COMPUTES_HERE, ("loop", "closed"))): [made.closed(100)],
    }
    found = rows(tables(only({**TWO, **trials}))["Requests"])
    assert found == {"nobody": {"3.13": "30,000"}, "a thread that computes": {"3.13": "100"}}


def test_slower_answers_are_folded_and_say_how_late_the_client_was():
    (folded,) = (each for each in only().blocks if isinstance(each, Folded))
    (table,) = folded.blocks
    first = dict(zip((each.name for each in table.columns), table.rows[0], strict=True))
    assert first["interpreter"] == "3.13"
    assert first["p99"].text == "5.91 ms"
    assert first["p99.9"] == "–"
    assert first["client late, p99"].text == "100 µs"


def test_what_is_in_doubt_is_drawn_hollow():
    (chart,) = (each for each in only(TWO, invented=True).blocks if isinstance(each, Chart))
    assert all(mark.clear for each in chart.series for mark in each.marks)
