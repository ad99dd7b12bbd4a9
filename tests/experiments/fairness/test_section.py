"""What the page says of fairness."""

import pytest
from tests.experiments.fairness import made
from tests.experiments.shown import absences, of_kind

from gilbench.experiments import fairness
from gilbench.experiments.fairness import section
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

FAIR, STARVED = [(500, 500)] * 6, [(990, 10)] * 6
TWO = {
    f"{target}/{name}": [
        made.outcome(*arguments, window=0.64 if name == "128" else 0.05, **(made.FREE if "t" in target else {}))
    ]
    for target, cost in (("3.13", 0.1), ("3.14t", 0.0))
    for name, arguments in {
        "2": (0.0, FAIR),
        "32": (cost / 2, [(10,) * 31 + (5,)]),
        "128": (cost, [(10,) * 127 + (0,)]),
        "2/one": (0.0, STARVED),
    }.items()
}


def only(trials=TWO, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def line(found, threads, lock="none", target="3.13", interval="default"):
    """Return what both tables have of a trial, by the names of their columns."""
    cells = {}
    for table in of_kind(Table, found):
        (row,) = [each for each in table.rows if each[:4] == (threads, lock, interval, target)]
        cells |= dict(zip((column.name for column in table.columns), row, strict=True))
    return cells


@pytest.mark.parametrize(("trials", "more", "reason"), absences("fairness", "3.13/2", {"3.14t/2/none/0.5": "no GIL"}))
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.reason) == ("fairness", reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == fairness.__doc__


def test_it_opens_with_what_was_found_on_each_interpreter():
    first, second = only().blocks[:2]
    assert first == Note(
        "128 threads on 2 CPUs do 0.90× (0.89–0.91) of the work of 2 threads, and 0.8 % of them get nothing within "
        "640 ms. Of two threads, the lesser gets 1.00× (1.00–1.00) of a fair share and 0.020× (0.020–0.020) of a fair "
        "share if they share a lock.",
        "3.13:",
    )
    assert second.lead == "3.14t:"
    assert only().brief == (first, second)


def test_lines_begin_where_there_are_as_many_threads_as_cpus():
    chart, _ = of_kind(Chart, only())
    assert chart.kind == "lines"
    assert [each.name for each in chart.series] == ["3.13", "3.14t"]
    assert [mark.x for mark in chart.series[0].marks] == [2.0, 32.0, 128.0]
    assert [mark.value for mark in chart.series[0].marks] == pytest.approx([1.0, 0.95, 0.9], rel=0.001)
    assert chart.finding.startswith(
        "Throughput ÷ that of 2 threads: 128 threads 0.90× (0.89–0.91) on 3.13; 128 threads"
    )


def test_a_line_needs_two_numbers_of_threads_beyond_the_cpus():
    assert [each.kind for each in of_kind(Chart, only({"3.13/128": TWO["3.13/128"]}))] == ["bars"]


def test_bars_show_how_evenly_threads_are_served_and_the_alternative_text_where_least():
    _, chart = of_kind(Chart, only())
    assert [(each.row, each.name) for each in chart.series] == [
        (row, target)
        for row in ("2 threads", "32 threads", "128 threads", "2 threads, one lock")
        for target in ("3.13", "3.14t")
    ]
    assert chart.finding == (
        "Jain's index, which is 1 where all get as much, is lowest at 0.51 on 3.13 (2 threads that share a lock); 0.51 "
        "on 3.14t (2 threads that share a lock)."
    )
    assert chart.series[0].marks[0].hint == "2 threads, on 3.13: Jain's index 1.00"


def test_what_is_in_doubt_is_drawn_hollow():
    assert not any(each.marks[-1].clear for chart in of_kind(Chart, only(size="small")) for each in chart.series)


def test_the_table_has_every_figure_with_its_interval():
    row = line(only(), "2", "one")
    assert row["smallest share"] == Cell("0.020×", ("0.020–0.020",))
    assert row["largest share"].text == "1.98×"
    assert row["longest unserved"].text == "10.0 ms"
    assert row["throughput ÷ as many as CPUs"].text == "1.00×"
    assert row["got nothing"] == Cell("0 %", ("0–0 %",))
    assert row["window"] == Cell("50.0 ms")


def test_the_table_has_interpreters_next_to_each_other_and_locks_apart():
    table, _ = of_kind(Table, only())
    assert [(row[0], row[1], row[3]) for row in table.rows] == [
        (threads, lock, target)
        for threads, lock in (("2", "none"), ("32", "none"), ("128", "none"), ("2", "one"))
        for target in ("3.13", "3.14t")
    ]


def test_a_switch_interval_of_its_own_is_a_row_and_no_bar():
    found = only({**TWO, "3.13/2/none/0.5": [made.outcome(0.0, [(500, 0)])]})
    assert line(found, "2", interval="500 ms")["smallest share"] == Cell("0×")
    assert len(of_kind(Chart, found)[1].series) == 8


def test_where_nobody_starves_the_least_served_is_told():
    found = only({"3.13/128": [made.outcome(0.1, [(10,) * 127 + (5,)])]})
    assert found.blocks[0].text == (
        "128 threads on 2 CPUs do 0.90× (0.89–0.91) of the work of 2 threads, and the one that gets least gets 0.50× "
        "of a fair share within 50.0 ms."
    )


def test_on_a_busy_machine_it_says_so_and_nothing_of_throughput():
    slow = [0.5 / made.RATE] * 6
    found = only({**TWO, "3.13/128": [made.outcome(0.1, alone_cpu=slow)], "3.13/2": [made.outcome(alone_cpu=slow)]})
    assert found.blocks[0].text == (
        "What 128 threads on 2 CPUs get done beside 2 threads cannot be told: the machine was busy. The same work "
        "takes them 1.11× (1.09–1.13) the CPU time. Of two threads, the lesser "
        "gets 0.020× (0.020–0.020) of a fair share if they share a lock."
    )
    (warning,) = [each for each in of_kind(Note, found) if each.tone == "warning"]
    assert warning.text == (
        "Other programs were in the way, and had a part in who was served: one thread alone got 0.50 CPUs of 1 on 3.13."
    )
    lines, bars = of_kind(Chart, found)
    assert [each.name for each in lines.series] == ["3.14t"]
    assert [each.marks[0].clear for each in bars.series if each.name == "3.13"] == [False, True, False, True]


def test_what_was_not_measured_is_not_told():
    assert only({"3.13/2": TWO["3.13/2"]}).blocks[0].text == (
        "Of two threads, the lesser gets 1.00× (1.00–1.00) of a fair share."
    )
    found = only({"3.13/32/one": [made.outcome(full=[], full_cpu=[], together_cpu=[])]})
    assert found.brief == ()
    assert line(found, "32", "one")["throughput ÷ as many as CPUs"] == "–"
