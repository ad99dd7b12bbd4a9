"""What the page says of startup."""

import pytest
from tests.experiments.shown import absences, of_kind
from tests.experiments.startup import made
from tests.simulated import lost

from gilbench.experiments import startup
from gilbench.experiments.startup import section
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

PROCESSES, THREADS, FLOOR = "process_executor[default]", "thread_executor", "serial"
OVER_PROCESSES, OVER_THREADS = "ProcessPoolExecutor (default)", "ThreadPoolExecutor"
TWO = {
    f"3.13/{FLOOR}/1": [made.outcome(5e-6)],
    f"3.13/{PROCESSES}/2": [made.outcome(0.005)],
    f"3.13/{THREADS}/2": [made.outcome(0.0003)],
    f"3.14/{FLOOR}/1": [made.outcome(4e-6)],
    f"3.14/{PROCESSES}/2": [made.outcome(0.03)],
    f"3.14/{THREADS}/2": [made.outcome(0.0002)],
}
SILENT = {"memory_per_worker": None, "memory_kept": None, "memory_reason": "not told"}


def only(trials=TWO, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def charts(found):
    return of_kind(Chart, found)


def texts(found):
    return " ".join(each.text for each in of_kind(Note, found))


def line(found, strategy, target="3.13"):
    """Return a row of the table of all figures, by the names of its columns."""
    (table,) = of_kind(Table, found)
    (row,) = [each for each in table.rows if (each[0], each[2]) == (strategy, target)]
    return dict(zip((column.name for column in table.columns), row, strict=True))


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("startup", f"3.13/{THREADS}/2", {f"3.13/{THREADS}/2": "no named pipes"})
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.reason) == ("startup", reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == startup.__doc__


def test_each_figure_has_a_chart_with_a_bar_for_each_interpreter_under_a_strategy():
    for chart in charts(only()):
        assert chart.kind == "bars"
        assert [(each.row, each.name) for each in chart.series] == [
            (f"{strategy} × 2", target) for strategy in (OVER_THREADS, OVER_PROCESSES) for target in ("3.13", "3.14")
        ]
    assert [chart.axis.label.partition(",")[0] for chart in charts(only())] == ["cold", "warm", "teardown"]


def test_charts_share_a_logarithmic_axis_that_holds_every_mark():
    found = charts(only())
    assert len({chart.axis.limits for chart in found}) == 1
    low, high = found[0].axis.limits
    marks = [mark for chart in found for each in chart.series for mark in each.marks]
    assert all(low < mark.low <= mark.value <= mark.high < high for mark in marks)
    assert all(chart.axis.log and chart.axis.unit == "s" for chart in found)


def test_the_alternative_text_has_the_finding_of_every_interpreter():
    cold, warm, teardown = (chart.finding for chart in charts(only()))
    assert cold == (
        "To start the workers, with an empty task in each, takes from 300 µs (ThreadPoolExecutor) to 5.00 ms "
        "(ProcessPoolExecutor (default: fork)) on 3.13; from 200 µs (ThreadPoolExecutor) to 30.0 ms "
        "(ProcessPoolExecutor (default: forkserver)) on 3.14."
    )
    assert warm.startswith("One more empty task in each worker takes from 30.0 µs (ThreadPoolExecutor) to 500 µs ")
    assert teardown.startswith("To end the workers takes from 60.0 µs (ThreadPoolExecutor) to 1.00 ms ")


def test_a_single_trial_reaches_from_nowhere_to_nowhere():
    found = only({f"3.13/{THREADS}/2": [made.outcome(0.0003)]})
    assert charts(found)[0].finding.endswith("takes 300 µs (ThreadPoolExecutor) on 3.13.")
    assert "default" not in texts(found)


def test_the_pointer_is_told_the_strategy_the_interpreter_and_the_interval():
    mark = charts(only())[0].series[-1].marks[0]
    assert mark.hint == "ProcessPoolExecutor (default: forkserver) on 3.14: cold 30.0 ms (29.4–30.6)"
    assert mark.clear


def test_what_is_in_doubt_is_drawn_hollow():
    assert not any(each.marks[0].clear for chart in charts(only(size="small")) for each in chart.series)


def test_a_strategy_that_only_one_interpreter_has_is_one_bar():
    found = only({**TWO, "3.14/interpreter_executor/2": [made.outcome(0.02)]})
    assert [each.name for each in charts(found)[0].series if each.row.startswith("Interpreter")] == ["3.14"]


def test_serial_code_is_drawn_only_where_there_is_nothing_else():
    assert "In the table only: serial." in texts(only())
    alone = only({f"3.13/{FLOOR}/1": [made.outcome(5e-6)]})
    assert {each.row for each in charts(alone)[0].series} == {"serial × 1"}
    assert "In the table only" not in texts(alone)


def test_of_many_strategies_those_of_the_core_are_drawn(monkeypatch):
    monkeypatch.setattr(section, "ROWS_DRAWN", 2)
    found = only({"3.13/raw_thread/2": [made.outcome(0.0001)], **TWO})
    assert {each.row for each in charts(found)[0].series} == {f"{OVER_THREADS} × 2", f"{OVER_PROCESSES} × 2"}
    assert "In the table only: serial and raw_thread." in texts(found)
    assert line(found, "raw_thread")["cold"].text == "100 µs"


def test_the_number_of_workers_that_the_cpus_can_serve_is_drawn_and_every_one_is_in_the_table():
    found = only({f"3.13/{THREADS}/{count}": [made.outcome(0.0003)] for count in (2, 4, 8)}, usable_cpus=4)
    assert {each.row for each in charts(found)[0].series} == {f"{OVER_THREADS} × 4"}
    (table,) = of_kind(Table, found)
    assert [row[1] for row in table.rows] == ["2", "4", "8"]


def test_the_table_has_every_figure_with_its_interval_and_what_memory_stayed():
    row = line(only(), "ProcessPoolExecutor (default: fork)")
    assert (row["workers"], row["interpreter"]) == ("2", "3.13")
    assert row["cold"] == Cell("5.00 ms", ("4.90–5.10 ms",))
    assert row["first result"].text == "4.00 ms"
    assert row["warm"].text == "500 µs"
    assert row["teardown"].text == "1.00 ms"
    assert row["first start"] == Cell("10.0 ms")
    assert row["memory per worker"] == Cell("3.00 MiB", ("1.00 MiB stayed",))


def test_the_table_has_interpreters_next_to_each_other():
    (table,) = of_kind(Table, only())
    assert [(row[0].partition(" (")[0], row[2]) for row in table.rows] == [
        (strategy, target)
        for strategy in ("serial", "ThreadPoolExecutor", "ProcessPoolExecutor")
        for target in ("3.13", "3.14")
    ]


def test_the_default_start_method_of_every_interpreter_is_told():
    more = {**TWO, f"3.13t/{PROCESSES}/2": [made.outcome(0.005)]}
    assert "The default start method is fork on 3.13 and 3.13t and forkserver on 3.14." in texts(only(more))


def test_where_the_kernel_does_not_tell_memory_a_note_says_so():
    found = only({**TWO, f"3.14/{PROCESSES}/2": [made.outcome(0.03, **SILENT)]})
    assert line(found, "ProcessPoolExecutor (default: forkserver)", "3.14")["memory per worker"] == "–"
    assert "There is no figure of it on 3.14, where the kernel does not tell it." in texts(found)
    assert "no figure of it" not in texts(only())


def test_what_failed_leaves_the_rest_as_it_is():
    found = only({**TWO, f"3.14/{PROCESSES}/2": [lost("failed", "exit code 1")]})
    assert [each.name for each in charts(found)[0].series if each.row.startswith("Process")] == ["3.13"]


def test_a_terminal_has_cold_starts_with_a_column_for_each_interpreter():
    (table,) = only({**TWO, "3.14/interpreter_executor/2": [made.outcome(0.02)]}).brief
    assert [column.name for column in table.columns] == ["strategy", "workers", "3.13", "3.14"]
    assert table.rows[0] == ("serial", "1", "5.00 µs", "4.00 µs")
    assert table.rows[-1] == ("InterpreterPoolExecutor", "2", "–", "20.0 ms")
