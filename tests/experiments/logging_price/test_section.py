"""What the page says of logging."""

import pytest
from tests.experiments.logging_price import made
from tests.experiments.shown import absences, answers, of_kind
from tests.simulated import lost

from gilbench.experiments import logging_price
from gilbench.experiments.logging_price import section
from gilbench.experiments.logging_price.trials import CORE
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

TWO = {name: rounds for where in ("3.13", "3.13t") for to in CORE for name, rounds in made.one(f"{where}/{to}").items()}


def only(trials=TWO, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("logging_price", "3.13/file", {"3.13/file": "there is no logging"})
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.title, found.reason) == ("logging", 63, "Logging", reason)


def test_it_asks_what_the_experiment_asks_and_opens_with_an_answer_for_each_interpreter():
    found = only()
    assert found.question == logging_price.__doc__
    assert [each.text for each in found.blocks[:2]] == answers(found) == [each.text for each in found.brief]
    assert answers(found)[0] == (
        "On 3.13 a disabled call takes 50.0 ns with % arguments and 180 ns with an f-string. A record to a file takes "
        "8.00 µs on 3.13; two threads log 0.70× of one's records per second through one handler, 1.60× with a handler "
        "each. Into a queue a record takes 8.00 µs."
    )


def test_an_answer_has_what_was_measured_and_no_more():
    (answer,) = answers(only(made.one("3.13/disabled")))
    assert answer == "On 3.13 a disabled call takes 50.0 ns with % arguments and 180 ns with an f-string."
    assert answers(only(made.one("3.13/null"))) == []


def test_what_is_in_doubt_is_in_no_answer_and_drawn_hollow():
    found = only(size="small")
    assert answers(found) == []
    (chart,) = of_kind(Chart, found)
    assert not any(mark.clear for each in chart.series for mark in each.marks)


def test_the_chart_has_a_bar_for_each_interpreter_and_its_text_the_ends():
    (chart,) = of_kind(Chart, only())
    assert chart.kind == "bars"
    assert [(each.row, each.name) for each in chart.series][:4] == [
        ("disabled, % arguments", "3.13"),
        ("disabled, % arguments", "3.13t"),
        ("disabled, f-string", "3.13"),
        ("disabled, f-string", "3.13t"),
    ]
    assert chart.finding == (
        "A logging call takes from 40.0 ns (disabled, isEnabledFor) to 16.0 µs (queue, until in the file) on 3.13; "
        "from 40.0 ns (disabled, isEnabledFor) to 16.0 µs (queue, until in the file) on 3.13t."
    )
    low, high = chart.axis.limits
    assert all(low < mark.low <= mark.value <= mark.high < high for each in chart.series for mark in each.marks)


def test_the_tables_have_interpreters_side_by_side():
    calls, threads = of_kind(Table, only())
    assert [column.name for column in calls.columns] == ["goes to", "3.13", "3.13t"]
    assert [row[0] for row in calls.rows] == [
        "disabled, % arguments",
        "disabled, f-string",
        "disabled, isEnabledFor",
        "null handler",
        "stream in memory",
        "file",
        "queue, then a file",
        "queue, until in the file",
    ]
    assert calls.rows[5][1] == Cell("8.00 µs (7.90–8.10)", ("120,000 per second",))
    assert [column.name for column in threads.columns] == ["goes to", "threads", "3.13", "3.13t"]
    found = {row[0]: row[1:3] for row in threads.rows}
    assert found["file"][0] == "2"
    assert found["file"][1].startswith("0.70× (")
    assert found["file and handler each"][1].startswith("1.60× (")
    assert found["file and handler each ÷ one for all"][1].startswith("2.29× (")


def test_more_threads_are_rows_of_their_own_and_one_thread_is_told_once():
    calls, threads = of_kind(Table, only({**made.one("3.13/null"), **made.one("3.13/null/4")}))
    assert len(calls.rows) == 1
    assert len(threads.rows) == 2


def test_what_one_interpreter_lacks_is_missing_in_its_column_and_named():
    found = only({**TWO, "3.13t/null": [lost("failed", "exit code 1")]})
    calls, _ = of_kind(Table, found)
    assert {row[0]: row[2] for row in calls.rows}["null handler"] == "–"
    assert [each.text for each in of_kind(Note, found)][-1] == "On 3.13t failed: exit code 1."
