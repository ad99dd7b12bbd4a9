"""What the page says of logging."""

import pytest
from tests.experiments.logging_price import made
from tests.experiments.shown import absences, answers, of_kind
from tests.simulated import lost

from gilbench.experiments import logging_price
from gilbench.experiments.logging_price import section
from gilbench.experiments.logging_price.trials import CORE, WHOLE
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
    assert (found.id, found.order, found.title, found.reason) == ("logging", 67, "Logging", reason)


def test_it_asks_what_the_experiment_asks_and_opens_with_an_answer_for_each_interpreter():
    found = only()
    assert found.question == logging_price.__doc__
    assert [each.text for each in found.blocks[:2]] == answers(found) == [each.text for each in found.brief]
    assert answers(found)[0] == (
        "On 3.13 a disabled call takes 50.0 ns with % arguments and 180 ns with an f-string. A record to a file takes "
        "8.00 µs on 3.13; two threads log 0.70× of one's records per second through one handler, at 1.50× the CPU "
        "time a record, and 1.60× with a handler each. They wait for 46 % of their time with one handler, and for 6 % "
        "with a handler each. Into a queue a record takes 8.00 µs."
    )


def test_processes_with_a_file_each_are_told_where_they_were_measured():
    (answer,) = answers(only(everything()))
    assert "Two processes with a file each log 1.60× of one's." in answer


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


def table(found, about):
    (one,) = [each for each in of_kind(Table, found) if each.caption.startswith(about)]
    return one


def rows(found, about, keys):
    """Return the cells of the first interpreter, by what stands before them."""
    return {row[:keys] if keys > 1 else row[0]: row[keys] for row in table(found, about).rows}


def everything(where="3.13"):
    return {name: rounds for to in WHOLE for name, rounds in made.one(f"{where}/{to}").items()}


def test_the_table_of_calls_has_interpreters_side_by_side():
    calls = table(only(), "What a call costs")
    assert [column.name for column in calls.columns] == ["what is logged how", "3.13", "3.13t"]
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
    assert calls.rows[5][1] == calls.rows[5][2] == Cell("8.00 µs (7.90–8.10)")


def test_the_whole_tells_rotations_and_what_an_exception_costs():
    cells = rows(only(everything()), "What a call costs", 1)
    assert cells["rotating file"].more == ("rotated 4.0 times a repeat",)
    assert cells["file, with exc_info"].more[0].startswith("2.00× (")
    assert cells["file, logger.exception"].text.startswith("12.0 µs (")
    assert cells["file, logger.exception"].more[0].startswith("3.00× (")
    assert cells["file of each process"].text.startswith("8.00 µs (")


def test_records_per_second_are_told_by_handler_and_by_who_logs():
    cells = rows(only(everything()), "Records per second", 2)
    assert cells["file, one handler", "1 thread"] == "125,000 (120,000–130,000)"
    all_of_two = cells["file, one handler", "2 threads"]
    assert (all_of_two.text, all_of_two.more) == ("87,500 (86,000–89,000)", ("0.70× (0.68–0.72)", "CPU 1.50×"))
    assert cells["file, a handler each", "2 threads"].text.startswith("200,000 (")
    assert ("file, a handler each", "1 thread") not in cells
    assert cells["file of each process", "2 processes"].more[0].startswith("1.60× (")
    assert ("queue of processes, until in the file", "1 process") in cells


def test_the_ledger_tells_what_the_threads_wait_with_one_handler_and_with_one_each():
    cells = rows(only(), "What the threads' time", 2)
    assert cells["one handler: waiting", "2 threads"] == "46 % (46–46 %)"
    assert cells["a handler each: waiting", "2 threads"] == "6 % (6–6 %)"
    assert cells["records per second, each ÷ one", "2 threads"].startswith("2.29× (")


def test_more_threads_are_rows_of_their_own_and_one_thread_is_told_once():
    found = only({**made.one("3.13/null"), **made.one("3.13/null/4")})
    assert len(table(found, "What a call costs").rows) == 1
    assert [row[1] for row in table(found, "Records per second").rows] == ["1 thread", "2 threads", "4 threads"]


def test_a_table_without_rows_is_not_there():
    assert len(of_kind(Table, only(made.one("3.13/null")))) == 2
    assert len(of_kind(Table, only())) == 4


def test_what_one_interpreter_lacks_is_missing_in_its_column_and_named():
    found = only({**TWO, "3.13t/null": [lost("failed", "exit code 1")]})
    assert {row[0]: row[2] for row in table(found, "What a call costs").rows}["null handler"] == "–"
    assert [each.text for each in of_kind(Note, found)][-1] == "On 3.13t failed: exit code 1."
