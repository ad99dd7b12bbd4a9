"""What the page says of release."""

import pytest
from tests.experiments.release import made
from tests.experiments.shown import absences, answers, of_kind
from tests.simulated import lost

from gilbench.experiments import release
from gilbench.experiments.release import section
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

FREE = dict.fromkeys(made.TEXTBOOK, 1.9)
TWO = {
    **made.curve("3.13"),
    **made.waiting("3.13"),
    **made.curve("3.14t", FREE, held=[1e-6 / 1.9] * 6),
    **made.waiting("3.14t", 1.0),
}


def only(trials=TWO, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("release", "3.13/0.5", {"3.13/0.5": "there is no ctypes"})
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.reason) == ("release", 53, reason)


def test_it_asks_what_the_experiment_asks_and_opens_with_the_answers():
    found = only()
    assert found.question == release.__doc__
    assert [each.text for each in found.blocks[:2]] == answers(found) == [each.text for each in found.brief]


def test_the_answer_has_the_range_the_loss_below_it_and_the_wait():
    answer = answers(only())[0]
    assert answer.startswith("On 3.13 releasing the GIL pays for calls from ")
    assert (
        "µs (2.00–5.00) on: two threads then gain. Of calls of 500 ns two threads do 0.75× (0.74–0.76) as many "
        in answer
    )
    assert "as many as one, of 100 µs 1.90× (1.87–1.93). " in answer
    assert answer.endswith(
        "Beside a thread that computes a call of 10.0 µs takes 2.00 ms (1.97–2.03) on 3.13 if it releases the GIL, "
        "100× as long as if it keeps it."
    )


@pytest.mark.parametrize(
    ("speedups", "more", "says"),
    [
        pytest.param(
            {0.5: 1.2, 10.0: 1.9}, {}, "two threads gain by releasing the GIL for calls of 500 ns", id="gains"
        ),
        pytest.param(
            {0.5: 0.7, 10.0: 0.9},
            {},
            "from which two threads gain; up to 10.0 µs they lose",
            id="loses",
        ),
        pytest.param(made.TEXTBOOK, {"repeats": made.SHAKEN}, "is not clear at any length", id="noise"),
    ],
)
def test_what_is_not_clear_is_not_said(speedups, more, says):
    (answer,) = answers(only(made.curve("3.13", speedups, **more)))
    assert says in answer


def test_a_single_length_is_told_once():
    (answer,) = answers(only(made.curve("3.13", {10.0: 1.9})))
    assert answer.endswith("Of calls of 10.0 µs two threads do 1.90× (1.87–1.93) as many as one.")


def test_without_a_gil_the_answer_is_that_there_is_no_difference():
    trials = {
        **made.curve("3.14t", {10.0: 1.9}, held=[1e-5 / 1.9] * 6),
        **made.waiting("3.14t", 1.02),
    }
    (answer,) = answers(only(trials))
    assert answer == (
        "On 3.14t there is no GIL to release: over all lengths taken together, in threads and beside one that "
        "computes, a call that would release it takes 1.01× (0.89–1.15) as long as one that would keep it."
    )


def test_the_chart_has_a_line_for_each_interpreter_and_its_text_the_ends_of_each():
    (chart,) = of_kind(Chart, only())
    assert chart.kind == "lines"
    assert [each.name for each in chart.series] == ["3.13", "3.14t"]
    assert [mark.x for mark in chart.series[0].marks] == list(made.TEXTBOOK)
    assert chart.finding == (
        "Two threads of released calls do, of what one does: on 3.13 0.75× at 500 ns and 1.90× at 100 µs; on 3.14t "
        "1.90× at 500 ns and 1.90× at 100 µs."
    )


def test_calls_that_cannot_be_as_short_as_asked_for_stand_where_they_are():
    longer = made.together(0.5, 0.75, length=1.31e-6)
    (chart,) = of_kind(Chart, only({**made.curve("3.13"), "3.13/0.5": [made.outcome(longer)]}))
    assert [mark.x for mark in chart.series[0].marks] == [1.3, 2.0, 5.0, 10.0, 100.0]


def test_one_length_is_no_line():
    assert of_kind(Chart, only(made.curve("3.13", {10.0: 1.8}))) == []


def test_the_tables_have_a_row_for_each_length_and_a_column_for_each_interpreter():
    threads, beside = of_kind(Table, only())
    assert [column.name for column in threads.columns] == ["call of about", "threads", "3.13", "3.14t"]
    assert [row[:2] for row in threads.rows] == [
        ("500 ns", "2"),
        ("2.00 µs", "2"),
        ("5.00 µs", "2"),
        ("10.0 µs", "2"),
        ("100 µs", "2"),
    ]
    assert threads.rows[3][2] == Cell("1.80× (1.77–1.83)", ("held 1.00× (1.00–1.00)", "10.0 µs long"))
    assert [column.name for column in beside.columns] == ["call of about", "3.13", "3.14t"]
    assert [row[0] for row in beside.rows] == ["10.0 µs"]
    assert beside.rows[0][1] == Cell("2.00 ms (1.97–2.03)", ("held 20.0 µs (20.0–20.0)", "100× (98.5–101)"))


def test_what_one_interpreter_lacks_is_missing_in_its_column_and_named():
    found = only({**TWO, "3.14t/5.0": [lost("failed", "exit code 1")]}, skips={"pypy3.11/0.5": "no ctypes.PyDLL"})
    threads, _ = of_kind(Table, found)
    assert threads.rows[2][3] == "–"
    texts = [each.text for each in of_kind(Note, found)]
    assert texts[-2:] == ["On 3.14t failed: exit code 1.", "On pypy3.11 skipped: no ctypes.PyDLL."]


def test_more_threads_are_rows_of_their_own():
    four = {f"3.13/{each}/4": [made.outcome(made.together(each, 2.5))] for each in (5.0, 10.0)}
    threads = of_kind(Table, only({**TWO, **four}))[0]
    assert [row[:2] for row in threads.rows[2:6]] == [
        ("5.00 µs", "2"),
        ("5.00 µs", "4"),
        ("10.0 µs", "2"),
        ("10.0 µs", "4"),
    ]
