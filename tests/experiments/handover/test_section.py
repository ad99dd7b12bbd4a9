"""What the page says of hand-overs."""

import pytest
from tests.experiments.handover import made
from tests.experiments.shown import absences, of_kind

from gilbench.experiments import handover
from gilbench.experiments.handover import section
from gilbench.model import Absent, Estimate
from gilbench.model.blocks import Cell, Chart, Note, Table

GIL = {"3.13/2/short": [made.outcome(made.seen([1.0] * 7))]}
FREE = {"3.13t/2/short": [made.outcome(made.without_gil())]}


def only(trials, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def line(found, target, threads="2"):
    """Return what both tables say of an interpreter, by the names of their columns."""
    said = {}
    for table in of_kind(Table, found):
        for row in table.rows:
            if row[:2] == (target, threads):
                said |= dict(zip((column.name for column in table.columns), row, strict=True))
    return said


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        *absences("handover", "3.13/2/short", {"3.13/2/short": "no clock"}),
        pytest.param(
            {"3.13t/2/short": [made.outcome(made.without_gil(blocked=None))]},
            {},
            "this platform does not tell how often threads block",
            id="nothing to count",
        ),
    ],
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.reason) == ("handover", reason)


def test_it_asks_what_the_experiment_asks():
    assert only(GIL).question == handover.__doc__


def test_it_opens_with_a_sentence_for_each_interpreter_and_a_terminal_has_the_same():
    found = only(GIL | FREE)
    with_gil, without = found.blocks[:2]
    assert with_gil.text == (
        "On 3.13 a hand-over of the GIL costs 30.0 µs (30.0–30.0) of CPU time and 13.0 µs (13.0–13.0) by the clock; "
        "two threads hand it over 199 times a second at the default interval of 5 ms, and lose 0.3 % (0.3–0.3 %) of "
        "the time."
    )
    assert without.text == "3.13t has no GIL to hand over: two threads blocked 0 times a second in all."
    assert found.brief == (with_gil, without)


@pytest.mark.parametrize(
    ("seen", "price"),
    [
        pytest.param(
            made.seen(turns=8), "there were too few hand-overs of the GIL to tell the price of one; ", id="few"
        ),
        pytest.param(
            made.seen([1.0]),
            "the price of a hand-over of the GIL is lost in the noise (30.0 µs of CPU time); ",
            id="one",
        ),
        pytest.param(made.seen(made.SHAKEN), "the price of a hand-over of the GIL is lost in the noise (", id="noise"),
        pytest.param(
            made.seen(clock=-1e-6),
            "a hand-over of the GIL costs 30.0 µs (29.6–30.4) of CPU time; ",
            id="nothing by the clock",
        ),
        pytest.param(
            made.seen(busy=1.5), "a hand-over of the GIL costs 30.0 µs (29.6–30.4) of CPU time; ", id="a busy machine"
        ),
    ],
)
def test_a_price_is_told_as_far_as_it_is_known(seen, price):
    text = only({"3.13/2/short": [made.outcome(seen)]}).blocks[0].text
    assert text.startswith(f"On 3.13 {price}")


def test_by_the_clock_a_price_may_only_have_a_bound():
    assert section._by_clock(Estimate(1e-5, -1e-6, 2e-5, 1)) == " and 20.0 µs at most by the clock"


def test_more_threads_have_a_row_and_a_line_and_no_sentence():
    found = only(GIL | {"3.13/8/short": [made.outcome(made.seen(cpu=60e-6))]})
    assert line(found, "3.13", "8")["CPU time of one"].text == "60.0 µs"
    assert [each.name for each in of_kind(Chart, found)[0].series] == ["3.13", "3.13, 8 threads"]
    assert sum(each.text.startswith("On 3.13") for each in of_kind(Note, found)) == 1


def test_a_chart_has_what_is_lost_over_all_intervals_and_marks_the_default():
    found = only(GIL | {"3.13/2/long": [made.outcome(made.seen([1.0, 1.0], intervals="long"))]} | FREE)
    (chart,) = of_kind(Chart, found)
    (drawn,) = chart.series
    assert [mark.x for mark in drawn.marks] == pytest.approx([0.1, 0.3, 1, 5, 20, 100])
    assert chart.axis.across == "switch interval in ms (default: 5)"
    assert chart.finding == (
        "Time that threads lose by taking turns: 3.13 12 % at 0.1 ms, 4.1 % at 0.3 ms, 1.3 % at 1 ms, 0.3 % at 5 ms, "
        "0.1 % at 20 ms and 0 % at 100 ms."
    )


def test_without_a_gil_anywhere_nothing_is_drawn():
    found = only(FREE)
    assert of_kind(Chart, found) == []
    assert len(of_kind(Table, found)) == 1
    assert line(found, "3.13t")["hand-overs a second"] == "none"
    assert line(found, "3.13t")["CPU time of one"] == "–"


def test_the_table_has_every_figure_with_its_interval():
    row = line(only({"3.13/2/short": [made.outcome(made.seen())]}), "3.13")
    assert row["CPU time of one"] == Cell("30.0 µs", ("29.6–30.4 µs",))
    assert row["by the clock"].text == "13.0 µs"
    assert row["100 µs"].text == "12 %"
    assert row["5 ms (default)"].text == "0.3 %"
    assert row["5 ms (default)"].more[-1] == "1.00 hand-overs"
    assert row["blocked for each"].text == "1.00"


def test_what_interpreters_and_machines_do_with_an_interval_is_remarked():
    late = only({"3.13/2/short": [made.outcome(made.seen(turns=8))], "pypy3.11/2/short": [made.outcome(made.seen())]})
    of_pypy, of_machine = (each.text for each in of_kind(Note, late)[-2:])
    assert of_pypy.startswith("PyPy counts bytecodes and not time")
    assert of_machine.startswith(
        "The switch interval was not kept: 3.13 handed over 0.018× at 100 µs, 0.058× at 300 µs and 0.20× at 1 ms as "
        "often."
    )
    assert [mark.clear for mark in of_kind(Chart, late)[0].series[0].marks] == [False, False, False, True]
    assert not any("not kept" in each.text or "PyPy" in each.text for each in of_kind(Note, only(GIL)))
