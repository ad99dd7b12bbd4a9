"""What the page says of hidden locks."""

from dataclasses import replace

import pytest
from tests.experiments import stored
from tests.experiments.hidden_locks import made
from tests.experiments.shown import absences, answers, of_kind
from tests.simulated import lost

from gilbench.experiments import hidden_locks
from gilbench.experiments.hidden_locks import section
from gilbench.experiments.hidden_locks.records import Timed
from gilbench.experiments.hidden_locks.trials import ALL, TOLD
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

OLD = made.both("3.11", logging=made.LOCK, cached_property=made.LOCK, hash=(2.0, 2.0))
NEW = made.both("3.14", logging=made.LOCK, warning=made.LOCK)
TWO = {**OLD, **NEW}
REFUSED = "BufferedWriter.write raises RuntimeError"


def only(trials=TWO, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def again(outcomes):
    """Return what is said of calls inside of the same call that came to this, by target and call."""
    trials = {}
    for target, of_calls in outcomes.items():
        seen = made.seen("sleep")
        calls = [replace(each, again=of_calls.get(each.name)) for each in seen.calls]
        trials[f"{target}/sleep"] = [stored.outcome(made.call(replace(seen, calls=calls)))]
    return [each.text for each in of_kind(Note, only(trials)) if each.lead.startswith("If the slow code")]


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("hidden_locks", "3.13/sleep", {"3.13/sleep": "there are no threads"})
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.title, found.reason) == ("hidden-locks", 66, "Hidden locks", reason)


def test_it_asks_what_the_experiment_asks_and_opens_with_an_answer_for_each_interpreter():
    found = only()
    assert found.question == hidden_locks.__doc__
    assert [each.text for each in found.blocks[:2]] == answers(found) == [each.text for each in found.brief]
    assert answers(found)[0] == (
        "On 3.11 two threads take turns in functools.cached_property and Logger.info, though no lock is to be seen. "
        "They do not in import_module, warnings.warn, BufferedWriter.write, ZipFile.read, functools.lru_cache, "
        "Queue.get, compressobj.compress and sqlite3.Connection.execute. Undecided: hash.update."
    )


def test_an_answer_without_a_lock_says_so():
    (answer,) = answers(only(made.one("3.13/compute")))
    assert answer == (
        "On 3.13 no call clearly makes two threads take turns. They do not in hash.update, compressobj.compress and "
        "sqlite3.Connection.execute."
    )


def test_what_is_in_doubt_is_in_no_answer_and_drawn_hollow():
    found = only(size="small")
    assert answers(found) == []
    (chart,) = of_kind(Chart, found)
    assert not any(mark.clear for each in chart.series for mark in each.marks)


def test_what_is_undecided_is_drawn_hollow():
    (chart,) = of_kind(Chart, only())
    assert [(each.name, each.row) for each in chart.series if not each.marks[0].clear] == [("3.11", "hash.update")]


def test_the_chart_has_a_row_for_each_call_and_its_text_what_waits():
    (chart,) = of_kind(Chart, only())
    assert chart.kind == "points"
    assert list(dict.fromkeys(each.row for each in chart.series)) == [TOLD[call].called for call in ALL]
    assert [each.name for each in chart.series] == ["3.11", "3.14"] * len(ALL)
    assert chart.finding == (
        "Two threads take, of one thread's time: On 3.11 2.00× in functools.cached_property, 2.00× in Logger.info, "
        "2.00× in hash.update; with a thing each 1.00–2.00×. On 3.14 2.00× in Logger.info, 2.00× in warnings.warn; "
        "with a thing each 1.00–1.00×."
    )
    low, high = chart.axis.limits
    assert all(low < mark.low <= mark.value <= mark.high < high for each in chart.series for mark in each.marks)


def test_the_table_has_interpreters_side_by_side_with_the_control_below():
    (table,) = of_kind(Table, only())
    assert [column.name for column in table.columns] == ["call", "what is shared", "3.11", "3.14", "what to do"]
    rows = {row[0]: row for row in table.rows}
    assert list(rows) == [TOLD[call].called for call in ALL]
    assert rows["functools.cached_property"][2:4] == (
        Cell("2.00× (1.98–2.02)", ("1.00× (0.99–1.01)", "has a lock")),
        Cell("1.00× (0.99–1.01)", ("1.00× (0.99–1.01)", "no lock")),
    )
    assert rows["hash.update"][2].more[1] == "undecided"
    assert rows["Queue.get"][1] == Cell("one empty queue", ("control: a queue each",))


def test_what_one_interpreter_lacks_is_missing_in_its_column_and_named():
    found = only({**TWO, "3.14/compute": [lost("failed", "exit code 1")]})
    (table,) = of_kind(Table, found)
    assert {row[0]: row[3] for row in table.rows}["hash.update"] == "–"
    assert [each.text for each in of_kind(Note, found)][-1] == "On 3.14 failed: exit code 1."


def test_a_call_that_an_interpreter_does_not_have_is_named_with_its_reason():
    seen = made.seen("compute")
    lacking = replace(seen, calls=[*seen.calls[:-1], Timed("sqlite", [], [], [], "it has no sqlite3")])
    found = only({"3.13/compute": [stored.outcome(made.call(lacking))]})
    (table,) = of_kind(Table, found)
    assert [row[0] for row in table.rows] == ["hash.update", "compressobj.compress"]
    assert [each.text for each in of_kind(Note, found)][-1] == (
        "On 3.13 sqlite3.Connection.execute was not measured: it has no sqlite3."
    )


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        pytest.param({"3.13": {"logging": "works"}}, ["all of them work."], id="works"),
        pytest.param(
            {"3.13": {"write": "RuntimeError", "import": "works"}, "3.14": {"write": "RuntimeError"}},
            [f"import_module gets half a module (3.13); {REFUSED} (3.13, 3.14); the others work."],
            id="an error, and half a module",
        ),
        pytest.param(
            {"3.13": {"zipfile": "blocks"}}, ["ZipFile.read blocks for good (3.13); the others work."], id="blocks"
        ),
        pytest.param({"3.13": {}}, [], id="nothing known"),
    ],
)
def test_what_comes_of_the_same_call_inside_is_said_where_it_does_not_work(outcomes, said):
    assert sorted(again(outcomes)) == said
