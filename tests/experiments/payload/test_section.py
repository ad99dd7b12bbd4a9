"""What the page says of payload."""

import pytest
from tests.experiments.payload import made
from tests.experiments.shown import absences, of_kind

from gilbench.experiments import payload
from gilbench.experiments.payload import section
from gilbench.experiments.payload.records import FEW, KIB, SIZES
from gilbench.model import Absent
from gilbench.model.blocks import Chart, Note, Table

TWO = made.core() | made.core("3.14", shared_memory=(4e-4, 8e-3))


def only(trials=TWO, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def lines(found):
    (table,) = of_kind(Table, found)
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("payload", "3.13/pipe", {"3.13/interpreter_executor": "too old"})
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.reason) == ("payload", reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == payload.__doc__


def test_it_opens_with_the_answer_on_every_interpreter():
    first, second = of_kind(Note, only())[:2]
    assert first.text == (
        "On 3.13 a process gets 4.00 MiB of bytes and gives them back in 16.2 ms through ProcessPoolExecutor, 16.1 ms "
        "through Pool, 12.0 ms through Pipe and 1.00 ms through shared_memory; a thread has them in 30.0 µs, whatever "
        "their size. Sharing memory beats copying from between 1.00 KiB and 64.0 KiB on."
    )
    assert second.text.startswith("On 3.14 a process gets 4.00 MiB ")
    assert second.text.endswith(" Sharing memory did not clearly beat copying.")
    assert only().brief == (first, second)


def test_what_it_opens_with_does_not_end_where_a_slower_way_does():
    more = {"3.13/manager": [made.outcome(1e-3, 2e-2, sizes=FEW[:2])]}
    assert " gets 4.00 MiB of bytes " in of_kind(Note, only(made.core() | more))[0].text
    assert len(of_kind(Note, only(more))) == 2, "nothing is said of a way that no line is drawn for"


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        pytest.param("thread_executor", "On 3.13 a thread has them in 30.0 µs, whatever their size.", id="a-thread"),
        pytest.param(
            "pipe", "On 3.13 a process gets 4.00 MiB of bytes and gives them back in 12.0 ms through Pipe.", id="a-pipe"
        ),
    ],
)
def test_it_says_no_more_than_was_measured(kept, text):
    trials = {name: each for name, each in made.core().items() if name.endswith(kept)}
    assert of_kind(Note, only(trials))[0].text == text


def test_each_interpreter_has_a_chart_with_a_line_for_each_way():
    charts = of_kind(Chart, only())
    assert [chart.title for chart in charts] == [f"Bytes to a worker and back on {each}" for each in ("3.13", "3.14")]
    for chart in charts:
        assert [each.name for each in chart.series] == [
            "ProcessPoolExecutor",
            "Pool",
            "Pipe",
            "shared_memory",
            "ThreadPoolExecutor",
        ]
        assert all([mark.x for mark in each.marks] == [size / KIB for size in FEW] for each in chart.series)
        assert all(mark.clear and mark.low < mark.value < mark.high for each in chart.series for mark in each.marks)


def test_the_alternative_text_has_both_ends_of_each_line():
    finding = of_kind(Chart, only())[0].finding
    assert finding.startswith(
        "From 1.00 KiB to 4.00 MiB a round trip on 3.13 takes 204 µs to 16.2 ms through ProcessPoolExecutor, "
    )
    assert finding.endswith(" and 30.0 µs to 30.0 µs through ThreadPoolExecutor.")


def test_the_table_has_interpreters_next_to_each_other():
    found = lines(only())
    assert [(row["through"].text, row["interpreter"]) for row in found[:4]] == [
        ("ThreadPoolExecutor", "3.13"),
        ("ThreadPoolExecutor", "3.14"),
        ("ProcessPoolExecutor", "3.13"),
        ("ProcessPoolExecutor", "3.14"),
    ]
    row = found[2]
    assert (row["1.00 KiB"].text, row["4.00 MiB"].text) == ("204 µs", "16.2 ms")
    assert (row["per byte"].text, row["per byte"].more[-1], row["memory"]) == ("3.81 ns", "247 MiB/s", "286 MiB")


def test_nothing_stands_per_byte_where_size_makes_no_clear_difference():
    assert lines(only())[0]["per byte"] == "–"


def test_of_many_sizes_the_table_has_few_and_the_largest():
    many = {"3.13/pipe": [made.outcome(1e-4, 1e-3, sizes=SIZES)]}
    assert [each for each in lines(only(many))[0] if each.endswith("B")] == [
        "1.00 KiB",
        "64.0 KiB",
        "1.00 MiB",
        "4.00 MiB",
        "64.0 MiB",
    ]
    assert len(of_kind(Chart, only(many))[0].series[0].marks) == len(SIZES)


def test_a_thread_that_takes_longer_for_more_is_not_said_to_take_the_same():
    assert "whatever their size" not in of_kind(Note, only(made.core(thread_executor=(3e-5, 1e-5))))[0].text


def test_other_data_and_buffers_apart_have_rows_of_their_own():
    more = {"3.13/pipe/integers": [made.outcome(1e-4, 1e-2)], "3.13/pipe/bytes/buffers": [made.outcome(1e-4, 1e-3)]}
    found = [(row["through"].text, *row["through"].more) for row in lines(only(made.core() | more))]
    assert found[-1] == ("Pipe", "list of int")
    assert ("Pipe, buffers apart", "bytes") in found
    assert len(of_kind(Chart, only(made.core() | more))[0].series) == len(made.TIMES)


def test_what_could_not_be_measured_is_named_with_its_reason():
    lacking = {"3.13/pipe/ndarray": [made.outcome(1e-9, 0.0, sizes=(), missing="no numpy")]}
    found = only(made.core() | lacking, skips={"3.13/interpreter_executor": "too old"})
    last = of_kind(Note, found)[-1].text
    assert "numpy array through Pipe on 3.13" in last
    assert "bytes through InterpreterPoolExecutor on 3.13 (too old)" in last
    assert "Not measured" not in of_kind(Note, only())[-1].text
