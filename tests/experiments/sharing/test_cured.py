"""What the page says of the cures of sharing."""

import pytest
from tests.experiments.sharing import made
from tests.experiments.shown import answers, of_kind

from gilbench.experiments.sharing import section
from gilbench.model.blocks import Cell, Chart, Note, Table

SAVED = {
    "attribute:copy": 4.5,
    "method:copy": 3.0,
    "attribute:shallow": 1.0,
    "locked:shards": 5.0,
    "append:queue": 0.4,
    "attribute:hoist": 2.0,
}
CURES = {**made.cures("3.13", {"attribute:copy": 1.0, "locked:shards": 4.0}), **made.cures("3.14t", SAVED)}


def only(trials=CURES, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def test_the_cure_that_saves_most_is_told_with_the_work_of_the_threads_and_the_best_of_each_other():
    assert answers(only())[1] == (
        "The cure that saves most CPU time on 3.14t: an attribute += 1 under a lock takes 5.00× (4.93–5.07) as much "
        "without a part for each thread, merged at the end. With it two threads do 1.95× the work of one without it, "
        "instead of 0.39×. Others save: a copy for each thread 4.50× (an attribute), looked up once, before the loop "
        "2.00× (an attribute). None is saved by a shallow copy for each thread and a queue to one owner."
    )


def test_a_cure_that_saves_something_of_any_step_is_not_told_to_save_none():
    trials = made.cures("3.13", {"attribute:hoist": 2.0, "method:hoist": 1.0, "method:copy": 1.0})
    (answer,) = answers(only(trials))
    assert answer.endswith(" None is saved by a copy for each thread.")


@pytest.mark.parametrize("saves", [1.0, 2.0])
def test_what_sub_interpreters_let_threads_do_is_told_where_they_save_nothing_too(saves):
    (answer,) = answers(only(made.cures("3.14", {"attribute:interpreters": saves}, work=1.9)))
    assert answer.endswith(
        " With a sub-interpreter for each thread, two do 1.90× (1.90–1.90) the work of one with an attribute, instead "
        f"of {1.9 / saves:.2f}× ({1.9 / saves * 0.985:.2f}–{1.9 / saves * 1.015:.2f})."
    )


@pytest.mark.parametrize(
    ("trials", "says"),
    [
        pytest.param(
            made.cures("3.13", {"attribute:copy": 1.0}),
            "No cure saves CPU time on 3.13: the best, an attribute: a copy for each thread, takes 1.00× (0.99–1.01) "
            "as much without it.",
            id="none saves",
        ),
        pytest.param(
            made.cures("3.13", {"attribute:copy": 1.0}, repeats=made.SHAKEN),
            "Whether a cure saves CPU time on 3.13 is not clear: the best, an attribute: a copy for each thread, ",
            id="noise",
        ),
        pytest.param(
            made.cures("3.14t", {"attribute:copy": 1.0}, work=1.1),
            "Whether a cure saves CPU time on 3.14t is not clear",
            id="the machine kept threads apart",
        ),
    ],
)
def test_where_none_clearly_saves_the_answer_says_so(trials, says):
    (answer,) = answers(only(trials))
    assert answer.startswith(says)


def test_the_chart_has_a_group_for_each_cure_of_a_step_and_a_bar_in_it_for_each_interpreter():
    (chart,) = of_kind(Chart, only())
    assert [(each.row, each.name) for each in chart.series[:3]] == [
        ("attribute: hoisted", "3.14t"),
        ("attribute: copy each", "3.13"),
        ("attribute: copy each", "3.14t"),
    ]
    assert chart.series[2].marks[0].value == pytest.approx(4.5, rel=1e-3)
    assert (
        "on 3.14t 0.40× (an append to a list: a queue to one owner) to 5.00× (an attribute += 1 under a lock: a part "
        "for each thread, merged at the end); on 3.13 1.00× ("
    ) in chart.finding


def test_the_table_has_cost_and_work_without_and_with_each_cure():
    (table,) = of_kind(Table, only())
    assert [column.name for column in table.columns] == ["item: cure", "threads", "3.13", "3.14t"]
    lines = {row[0]: row[1:] for row in table.rows}
    assert lines["attribute: copy each"][2] == Cell(
        "4.50× (4.43–4.57)", ("CPU 4.50× → 1.00×", "work 0.43× → 1.95×", "90.0 ns → 20.0 ns")
    )
    assert lines["method call: copy each"][1] == "–"


def test_steps_and_cures_stand_apart():
    found = only({**made.BOTH, **CURES})
    assert len(of_kind(Chart, found)) == len(of_kind(Table, found)) == 2
    assert len(of_kind(Table, found)[0].rows) == 5
    assert len(answers(found)) == 4


def test_cures_that_are_not_there_are_told_with_the_reason():
    found = only({**CURES}, skips={"3.13/attribute:interpreters": "no sub-interpreters"})
    assert of_kind(Note, found)[-1].text == "On 3.13 skipped: no sub-interpreters."
