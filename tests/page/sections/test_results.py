from dataclasses import replace

import pytest
from tests.known import gather
from tests.page import runs

from gilbench.model import Trouble
from gilbench.model.blocks import Cell
from gilbench.page.again import Again
from gilbench.page.sections import results
from gilbench.plan.naming import Names

RUN = runs.one_target()
RESULTS, NAMES = gather(RUN).results, Names(RUN.manifest.targets)


def table(rows):
    return results.every_trial(rows, NAMES)


def shown(row, **changes):
    found = table([{**row, **changes}])
    return dict(zip((column.name for column in found.columns), found.rows[0], strict=True))


def test_the_unit_of_times_stands_in_the_header():
    cells = shown(RESULTS[0], seconds_per_item=0.1032, seconds_per_item_low=0.1021, seconds_per_item_high=0.104)
    assert cells["time per item, ms"] == "103 (102–104)"


def test_a_strategy_is_named_with_its_start_method():
    named = shown(RESULTS[0], strategy="process_executor", start_method="fork")["strategy"]
    assert named == "ProcessPoolExecutor (fork)"
    assert shown(RESULTS[0], strategy="mine", start_method="fork")["strategy"] == "mine (fork)"


@pytest.mark.parametrize(
    ("state", "text"),
    [("ok", "ok"), ("skipped", "skipped"), ("failed", "! failed"), ("timed out", "◷ timed out")],
)
def test_a_state_is_told_in_words(state, text):
    assert shown(RESULTS[0], state=state)["state"] == text


def test_reasons_and_flags_are_remarks():
    assert shown(RESULTS[0], reason="slow", flags="unstable")["remarks"] == "slow; unstable"
    assert shown(RESULTS[0], reason=None, flags=None)["remarks"] == ""


def test_the_experiment_has_a_column_only_where_there_are_several():
    other = {**RESULTS[0], "experiment": "grain"}
    assert "experiment" not in {column.name for column in table(RESULTS).columns}
    assert table([RESULTS[0], other]).rows[1][0] == "grain"


def test_every_row_is_there_and_the_first_fifty_stand_open():
    found = table([RESULTS[0]] * 60)
    assert (len(found.rows), found.shown, found.searchable) == (60, 50, True)


def with_commands(rows):
    return results.with_commands(table(rows), rows, Again(RUN))


def commanded(rows):
    """Return the command line of each row, as a script makes them."""
    made = with_commands(rows)
    return [
        results.line(made.commands, [each if isinstance(each, str) else each.text for each in row]) for row in made.rows
    ]


def test_a_row_says_when_asked_how_it_is_measured_again():
    row = {**RESULTS[0], "workload": "primes", "strategy": "process_executor", "start_method": "fork", "workers": 2}
    line = (
        "gilbench run primes --experiment throughput --strategy 'ProcessPoolExecutor[fork]' --workers 2 --python 3.13 "
        "--like 2026-11-22"
    )
    (cells,) = with_commands([row]).rows
    assert [each for each in cells if isinstance(each, Cell)] == [Cell("primes", command=line)]
    assert commanded([row]) == [line]


def test_rows_of_several_experiments_name_theirs_and_no_strategy_where_there_is_none():
    other = {**RESULTS[0], "experiment": "grain", "workload": None, "strategy": None, "parameters": "tasks=even"}
    first, second = commanded([RESULTS[0], other])
    assert "--experiment throughput --strategy" in first
    assert second == f"gilbench run --experiment grain --workers {other['workers']} --python 3.13"


def test_only_rows_that_stand_open_hold_their_command():
    made = with_commands([RESULTS[0]] * 60)
    assert [any(isinstance(each, Cell) for each in row) for row in made.rows] == [True] * 50 + [False] * 10
    assert len(commanded([RESULTS[0]] * 60)) == 60


def test_a_row_is_found_by_its_class_its_family_and_its_key():
    row = {**RESULTS[0], "workload_class": "waiting", "family": "threads", "strategy": "thread_executor"}
    assert table([row, {**row, "workload_class": None, "family": None, "strategy": None}]).words == (
        "waiting threads thread_executor",
        "",
    )


def test_the_same_reason_is_said_once_and_failures_come_first():
    skip, failure = ("skipped", "no fork", ""), ("failed", "it broke", "Traceback\n")
    found = results.without_a_result([Trouble("a", *skip), Trouble("b", *failure), Trouble("c", *skip)])
    assert [(state, reason, what.text) for state, reason, what in found.rows] == [
        ("failed", "it broke", "b"),
        ("skipped", "no fork", "a, c"),
    ]
    assert found.rows[0][2].folded == (("last output", "Traceback\n"),)


def test_many_are_counted_and_named_when_asked_for():
    found = results.without_a_result([Trouble(name, "failed", "it broke", name) for name in "abcd"])
    what = found.rows[0][2]
    assert what.text == "4 times"
    assert what.folded[:2] == (("which", "a\nb\nc\nd"), ("last output of a", "a"))


def test_without_results_and_troubles_there_is_no_section():
    nothing = replace(gather(runs.empty()), troubles=(), results=())
    assert results.section(nothing) is None
