"""What the page says of sharing."""

import pytest
from tests.experiments.sharing import made
from tests.experiments.shown import absences, answers, of_kind
from tests.simulated import lost

from gilbench.experiments import sharing
from gilbench.experiments.sharing import section
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table


def only(trials=made.BOTH, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


@pytest.mark.parametrize(("trials", "more", "reason"), absences("sharing", "3.13/method", {"3.13/method": "no clock"}))
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.reason) == ("sharing", 61, reason)


def test_it_asks_what_the_experiment_asks_and_opens_with_the_answers():
    found = only()
    assert found.question == sharing.__doc__
    assert [each.text for each in found.blocks[:2]] == answers(found) == [each.text for each in found.brief]


def test_where_sharing_costs_the_answer_has_the_most_the_least_and_the_work_of_the_threads():
    assert answers(only())[1] == (
        "Sharing costs CPU time on 3.14t: an item of a list that two threads share takes 6.40× (6.31–6.50) as much as "
        "with one each; the least of what costs is 1.90× for an attribute += 1 under a lock. Two threads do 0.30× the "
        "work of one there, instead of 1.95×. A lock each instead of one helps."
    )


def test_where_it_costs_nothing_the_answer_says_so():
    assert answers(only())[0] == (
        "Sharing costs no CPU time on 3.13: an item of a list, the dearest of 5, takes 1.00× (0.99–1.01) as much as "
        "with one for each thread."
    )


@pytest.mark.parametrize(
    ("trials", "says"),
    [
        pytest.param(
            made.ladder("3.14t", {"attribute": 5.0, "global_function": 1.0, "small_int": 1.0}),
            "No cost shows for a small int in a list and a call of a global function.",
            id="some are free",
        ),
        pytest.param(
            made.ladder("3.13", made.WITH_GIL, repeats=made.SHAKEN),
            "Whether sharing costs CPU time on 3.13 is not clear: an item of a list, the dearest of 5, takes ",
            id="noise",
        ),
        pytest.param(
            made.ladder("3.14t", made.WITH_GIL, private=1.1),
            "as much as with one each, but threads seldom ran side by side.",
            id="the machine kept threads apart",
        ),
        pytest.param(
            made.ladder("3.14t", {"add": 3.0}, lost=123_000),
            "Without a lock 12 % of the increments were lost.",
            id="increments were lost",
        ),
        pytest.param(
            made.ladder("3.14t", {"add": 3.0}, lost=1),
            "Without a lock fewer than 0.1 % of the increments were lost.",
            id="one was lost",
        ),
        pytest.param(made.ladder("3.13", {"add": 1.0}), "Without a lock no increment was lost.", id="none was lost"),
    ],
)
def test_answers(trials, says):
    (answer,) = answers(only(trials))
    assert says in answer


def test_the_chart_has_a_group_for_each_step_and_a_bar_in_it_for_each_interpreter():
    (chart,) = of_kind(Chart, only())
    assert chart.kind == "bars"
    assert [(each.row, each.name) for each in chart.series[:4]] == [
        ("an item of a list", "3.13"),
        ("an item of a list", "3.14t"),
        ("a value of a dictionary", "3.13"),
        ("a value of a dictionary", "3.14t"),
    ]
    assert [each.marks[0].value for each in chart.series[:2]] == pytest.approx([1.0, 6.4], rel=1e-3)
    assert chart.finding.endswith("on 3.14t 1.90× (an attribute += 1 under a lock) to 6.40× (an item of a list).")


def test_more_threads_are_rows_of_the_table_and_not_in_the_chart():
    found = only({**made.ladder("3.14t", {"method": 4.6}), **made.ladder("3.14t", {"method": 9.9}, threads="/4")})
    (table,) = of_kind(Table, found)
    assert [row[:2] for row in table.rows] == [("a method call", "2"), ("a method call", "4")]
    (chart,) = of_kind(Chart, found)
    assert len(chart.series) == 1


def test_the_table_has_a_row_for_each_step_and_a_column_for_each_interpreter():
    (table,) = of_kind(Table, only())
    assert [column.name for column in table.columns] == ["item", "threads", "3.13", "3.14t"]
    assert table.rows[0][3] == Cell(
        "6.40× (6.31–6.50)", ("work 1.95× → 0.30×", "CPU 1.00× → 6.40×", "20.0 ns by one thread")
    )


def test_what_one_interpreter_lacks_is_missing_in_its_column_and_named():
    found = only({**made.BOTH, "3.14t/method": [lost("failed", "exit code 1")]})
    (table,) = of_kind(Table, found)
    assert [row[3] for row in table.rows if row[0] == "a method call"] == ["–"]
    assert of_kind(Note, found)[-1].text == "On 3.14t failed: exit code 1."
