"""What the page says of pauses."""

import pytest
from tests.experiments.pauses import made
from tests.experiments.shown import absences, of_kind

from gilbench.experiments import pauses
from gilbench.experiments.pauses import section
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

BOTH = {**made.WITH_GIL, **made.FREE}


def only(trials=BOTH, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def cell(found, number, row, column):
    """Return a cell of one of its tables, by the name of its row."""
    table = of_kind(Table, found)[number]
    place = [each.name for each in table.columns].index(column)
    (cells,) = [each for each in table.rows if each[0] == row]
    return cells[place]


@pytest.mark.parametrize(("trials", "more", "reason"), absences("pauses", "3.13/computes", {"3.13/computes": "forked"}))
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.reason) == ("pauses", reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == pauses.__doc__


def test_it_opens_with_the_answer_of_every_interpreter():
    with_gil, free = only().blocks[:2]
    assert with_gil.text == (
        "On 3.13 threads are held up for 92 % (90–94 %) of the time while another thread makes cyclic garbage, and for "
        "23.0 ms at the longest while another thread collects garbage; a process beside them for 0 %."
    )
    assert free.text == (
        "On 3.13t threads are held up for 60 % (59–61 %) of the time while another thread collects garbage, and for "
        "20.0 ms at the longest; a process beside them for 0 %."
    )
    assert only().brief == (with_gil, free)


def test_the_answer_names_the_collector_where_it_is_the_cause_and_nobody_asked_for_it():
    (answer, *_) = only({name: made.FREE[name] for name in made.FREE if "imports" in name}).blocks
    assert "while another thread imports modules again (the garbage collector), and for 20.0 ms" in answer.text


def test_it_says_so_where_nobody_was_held_up():
    (answer, *_) = only({"3.13t/computes": made.seen(0.004)}).blocks
    assert answer.text == "On 3.13t nobody was held up: pauses added 0.4 % of the time at most."


def test_the_chart_has_a_bar_for_each_interpreter_under_what_goes_on():
    more = {"3.13/computes/on/process": made.seen(0.0), "3.13/forks/off": made.seen(0.0)}
    (chart,) = of_kind(Chart, only({**BOTH, **more}))
    assert [(each.row, each.name) for each in chart.series] == [
        (row, target)
        for row in (
            "computes",
            "collects garbage",
            "makes cyclic garbage",
            "makes cyclic garbage, collector off",
            "imports modules again",
            "imports modules again, collector off",
        )
        for target in ("3.13", "3.13t")
    ]
    assert chart.finding.startswith("While another thread goes on, threads are held up on 3.13 for 90 % (computes), ")
    assert all(0 <= mark.low <= mark.value <= mark.high <= 100 for each in chart.series for mark in each.marks)


def test_what_is_in_doubt_is_drawn_hollow():
    (chart,) = of_kind(Chart, only(size="small"))
    assert not any(each.marks[0].clear for each in chart.series)


def test_the_table_has_every_figure_of_pauses():
    saw = made.collecting(0.6, paused_beside=[0.1 * made.SLICE] * 8)
    found = cell(only({**BOTH, "3.13t/collects": saw}), 0, "another thread collects garbage", "3.13t")
    assert found == Cell(
        "50 % (49–51 %)",
        (
            "longest 20.0 ms, p99 15.0 ms",
            "in pauses 60 %, all at once 30 %",
            "48 pauses a second",
            "process beside 10 %, longest 500 µs",
        ),
    )
    assert cell(only(), 0, "another thread imports modules again, collector off", "3.13t").text.startswith("0.3 %")


def test_what_the_machine_did_is_no_bar():
    machine = made.seen(0.3, paused_beside=[0.31 * made.SLICE] * 8)
    (chart,) = of_kind(Chart, only({"3.13t/computes": machine}))
    assert chart.series[0].marks[0].value == 0.0
    assert chart.finding.endswith("threads are held up on 3.13t for less than 1 % of the time.")


def test_the_same_in_another_process_is_a_row_of_its_own():
    found = only({**BOTH, "3.13/computes/on/process": made.seen(0.001)})
    assert cell(found, 0, "another process computes", "3.13").text.startswith("0.1 %")
    assert cell(found, 0, "another process computes", "3.13t") == "–"


@pytest.mark.parametrize(
    ("row", "column", "cause"),
    [
        pytest.param(
            "another thread imports modules again", "3.13t", True, id="it takes all of it, and off it is gone"
        ),
        pytest.param("another thread collects garbage", "3.13", True, id="code that collects by itself"),
        pytest.param("another thread makes cyclic garbage", "3.13", False, id="it takes a fifth"),
    ],
)
def test_the_collector_is_the_cause_only_where_it_says_so_itself(row, column, cause):
    found = cell(only(), 1, row, column)
    assert found.text == "25 a second"
    assert found.more[0] == "longest 19.0 ms"
    assert ("the cause" in found.more) == cause


def test_where_nothing_was_collected_it_says_so():
    other = made.collecting(0.3)
    found = only({"3.13/computes": made.seen(0.9), "3.13t/computes": other})
    assert cell(found, 1, "another thread computes", "3.13") == Cell("none", ("41,000 objects",))


def test_what_had_nothing_to_collect_is_not_in_its_table():
    rows = [row[0] for row in of_kind(Table, only())[1].rows]
    assert rows == [
        f"another thread {kind}" for kind in ("collects garbage", "makes cyclic garbage", "imports modules again")
    ]


def test_where_the_collector_does_not_tell_a_note_says_so():
    found = only({**BOTH, "pypy3.11/computes": made.seen(0.9, **made.SILENT)})
    (told,) = [each.text for each in of_kind(Note, found) if "gc.callbacks." in each.text and "pypy" in each.text]
    assert told == "There are none on pypy3.11, which has no gc.callbacks."
    assert [each.name for each in of_kind(Table, found)[1].columns] == ["while", "3.13", "3.13t"]


def test_where_no_collector_tells_there_is_one_table():
    found = only({"pypy3.11/computes": made.seen(0.9, **made.SILENT)})
    assert len(of_kind(Table, found)) == 1
