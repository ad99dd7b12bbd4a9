import re

import pytest
from tests.experiments.primitives.recorded import LOCK, RLOCK, START, WITH_GIL, WITHOUT_GIL, benchmark, copy, write
from tests.report.pages import page

from gilbench import fmt
from gilbench.experiments.primitives.section import section_of
from gilbench.experiments.primitives.stored import load
from gilbench.model import Absent
from gilbench.model.blocks import Folded, Note, Table
from gilbench.report import html, markdown

TIME = re.compile(r"[\d.,]+ (ns|µs)")
CPYTHON = {"python_implementation": "CPython", "python_version": "3.14.0"}
HOSTILE = "<script>alert(1)</script>|\x1b[31m\n# {{ 7 * 7 }}"


def tables(folder):
    return [block for block in section_of(load(folder)).blocks if isinstance(block, Table)]


def heads(table):
    return [column.name for column in table.columns]


def texts(table):
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in table.rows]


def test_a_run_without_such_files_says_how_to_add_one(tmp_path):
    found = section_of(load(tmp_path))
    assert isinstance(found, Absent)
    assert "--benchmark-json" in found.reason


def test_files_without_a_benchmark_are_named(tmp_path):
    write(tmp_path)
    found = section_of(load(tmp_path))
    assert isinstance(found, Absent)
    assert found.reason == "there is no benchmark in primitives.json"


def test_each_group_has_a_table_with_two_interpreters_side_by_side(tmp_path):
    copy(tmp_path, WITH_GIL, WITHOUT_GIL)
    locks, others = tables(tmp_path)
    assert locks.caption == "locks: medians with their quartiles"
    assert others.caption == "Benchmarks without a group: medians with their quartiles"
    assert heads(locks) == heads(others) == ["benchmark", "CPython 3.13.5 (3.13)", "CPython 3.13.5 (3.13t)"]
    assert [row[0] for row in locks.rows] == [LOCK, RLOCK]
    assert [row[0] for row in others.rows] == [START]
    for row in (*texts(locks), *texts(others)):
        assert all(TIME.fullmatch(cell) for cell in row[1:])


def test_a_cell_has_the_median_the_quartiles_and_the_rounds(tmp_path):
    write(tmp_path, benchmark(median=9.715e-8, stats={"q1": 9.685e-8, "q3": 9.766e-8, "rounds": 2016}))
    (table,) = tables(tmp_path)
    assert table.caption == "Benchmarks: medians with their quartiles"
    cell = table.rows[0][1]
    assert cell.text == "97.2 ns"
    assert cell.more == ("96.8–97.7 ns", "2,016 rounds")


@pytest.mark.parametrize(
    ("median", "text"),
    [
        pytest.param(0, "0 s", id="nothing"),
        pytest.param(3.2e-10, "0.320 ns", id="less than a nanosecond"),
        pytest.param(2.2e-6, "2.20 µs", id="microseconds"),
        pytest.param(3, "3.00 s", id="seconds"),
    ],
)
def test_a_median_alone_stands_alone(tmp_path, median, text):
    write(tmp_path, benchmark(median=median))
    (table,) = tables(tmp_path)
    cell = table.rows[0][1]
    assert (cell.text, cell.more) == (text, ())


def test_a_benchmark_that_one_interpreter_lacks_is_a_dash(tmp_path):
    write(tmp_path, benchmark("a"), name="primitives-a.json", machine_info=CPYTHON)
    write(tmp_path, benchmark("b"), benchmark("a", 2e-7), name="primitives-b.json", machine_info=CPYTHON)
    (table,) = tables(tmp_path)
    assert heads(table) == ["benchmark", "CPython 3.14.0 (a)", "CPython 3.14.0 (b)"]
    assert texts(table) == [["a", "100 ns", "200 ns"], ["b", fmt.MISSING, "100 ns"]]


def test_a_table_has_no_column_for_a_file_that_lacks_its_group(tmp_path):
    write(tmp_path, benchmark(group="locks"), name="primitives-locks.json", machine_info=CPYTHON)
    write(tmp_path, benchmark(group="queues"), name="primitives-queues.json", machine_info=CPYTHON)
    assert [heads(table)[1:] for table in tables(tmp_path)] == [["CPython 3.14.0 (locks)"], ["CPython 3.14.0 (queues)"]]


def test_files_that_are_named_alike_keep_their_columns(tmp_path):
    write(tmp_path, benchmark(), name="primitives.json")
    write(tmp_path, benchmark(median=2e-7), name="primitives-.json")
    (table,) = tables(tmp_path)
    assert heads(table) == ["benchmark", "unknown interpreter", "unknown interpreter"]
    assert texts(table) == [["test_lock", "200 ns", "100 ns"]]


def test_benchmarks_of_one_name_are_shown_with_their_files(tmp_path):
    write(tmp_path, benchmark(fullname="a.py::test_lock"), benchmark(fullname="b.py::test_lock"), benchmark("c"))
    (table,) = tables(tmp_path)
    assert [row[0] for row in table.rows] == ["a.py::test_lock", "b.py::test_lock", "c"]


def test_the_page_says_when_it_was_measured_and_that_nothing_is_compared_with_it(tmp_path):
    write(tmp_path, benchmark(), machine_info=CPYTHON, version="5.3.1", datetime="2026-11-25T21:48:20.631759+00:00")
    *_, origin, note = section_of(load(tmp_path)).blocks
    assert isinstance(origin, Folded)
    assert origin.blocks[0].entries == (
        ("CPython 3.14.0", "1 benchmark, pytest-benchmark 5.3.1, 2026-11-25 21:48 UTC, primitives.json"),
    )
    assert isinstance(note, Note)
    assert "nothing else on this page is compared with them" in note.text


def test_hostile_names_are_only_text(tmp_path):
    machine = {"python_implementation": HOSTILE, "python_version": HOSTILE}
    keys = {"machine_info": machine, "version": HOSTILE, "datetime": HOSTILE}
    write(tmp_path, benchmark(HOSTILE, group=HOSTILE, fullname=HOSTILE), **keys)
    (table,) = tables(tmp_path)
    for text in (table.caption, *heads(table), table.rows[0][0]):
        assert text.isprintable()
        assert len(text) < 150


@pytest.mark.parametrize("renderer", [html, markdown], ids=lambda each: each.__name__)
def test_no_renderer_takes_hostile_names_for_anything_else(tmp_path, renderer):
    write(tmp_path, benchmark(HOSTILE, group=HOSTILE), machine_info={"python_implementation": HOSTILE})
    shown = renderer.render(page(section_of(load(tmp_path))))
    assert "alert(1)" in shown
    assert "\x1b" not in shown
    assert "<script>alert(1)" not in re.sub(r"`[^`\n]*`", "", shown)
