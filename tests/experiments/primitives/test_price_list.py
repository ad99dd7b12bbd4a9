"""What the section makes of gilbench's own benchmarks, which tell the build."""

import pytest
from tests.experiments.primitives.recorded import PRICED, benchmark, copy, write

from gilbench.experiments.primitives.section import CALL, LOCK, section_of
from gilbench.experiments.primitives.stored import load
from gilbench.model.blocks import Note, Table

WITH_GIL = {"label": "CPython 3.14.0, GIL on"}
WITHOUT_GIL = {"label": "CPython 3.14.0, free-threaded, GIL off"}


def blocks(folder, kind):
    return [each for each in section_of(load(folder)).blocks if isinstance(each, kind)]


def findings(folder):
    return [each.text for each in blocks(folder, Note) if not each.lead]


def ratios(folder):
    (table,) = blocks(folder, Table)
    return {row[0]: [next((m for m in c.more if "Lock" in m), "") for c in row[1:]] for row in table.rows}


def test_recorded_prices_stand_side_by_side_under_the_builds_that_they_are_of(tmp_path):
    copy(tmp_path, *PRICED)
    tables = blocks(tmp_path, Table)
    assert [table.rows[0][0] for table in tables] == ["test_call", "test_uncontended[Lock]", "test_thread"]
    for table in tables:
        assert [each.name for each in table.columns[1:]] == [
            "CPython 3.13.5, GIL on",
            "CPython 3.13.5, free-threaded, GIL off",
        ]
    assert [cell.more[0] for cell in tables[1].rows[0][1:]] == ["1.00× Lock", "1.00× Lock"]


def test_it_opens_with_what_a_lock_costs_beside_a_call_that_does_nothing(tmp_path):
    write(tmp_path, benchmark(LOCK, 1e-7), benchmark(CALL, 3e-8), name="primitives-a.json", machine_info=WITH_GIL)
    write(tmp_path, benchmark(LOCK, 2e-7), name="primitives-b.json", machine_info=WITHOUT_GIL)
    first, *_ = section_of(load(tmp_path)).blocks
    assert first.text == (
        "Taking a lock that nobody else wants, and giving it back, takes 100 ns on CPython 3.14.0, GIL on (a call that "
        "does nothing: 30.0 ns); 200 ns on CPython 3.14.0, free-threaded, GIL off."
    )


def test_prices_are_relative_to_the_lock_of_the_same_interpreter(tmp_path):
    write(tmp_path, benchmark(LOCK, 1e-7), benchmark("a", 3e-7), name="primitives-a.json", machine_info=WITH_GIL)
    write(tmp_path, benchmark(LOCK, 2e-7), benchmark("a", 3e-7), name="primitives-b.json", machine_info=WITHOUT_GIL)
    assert ratios(tmp_path) == {LOCK: ["1.00× Lock", "1.00× Lock"], "a": ["3.00× Lock", "1.50× Lock"]}
    assert any(f"divided by that of {LOCK}" in each.text for each in blocks(tmp_path, Note))


@pytest.mark.parametrize(
    ("members", "machine"),
    [
        pytest.param([benchmark(LOCK), benchmark("a")], {}, id="somebody else's of that name"),
        pytest.param([benchmark("a")], WITH_GIL, id="without a lock"),
        pytest.param([benchmark(LOCK, 0), benchmark("a")], WITH_GIL, id="a clock too coarse for a lock"),
    ],
)
def test_without_a_lock_to_compare_with_there_is_neither_a_ratio_nor_a_finding(tmp_path, members, machine):
    write(tmp_path, *members, machine_info=machine)
    assert all(each == [""] for each in ratios(tmp_path).values())
    assert findings(tmp_path) == []
    assert not any("divided by" in each.text for each in blocks(tmp_path, Note))


def test_two_files_of_one_build_are_told_apart_by_their_names(tmp_path):
    write(tmp_path, benchmark(), name="primitives-before.json", machine_info=WITH_GIL)
    write(tmp_path, benchmark(), name="primitives-after.json", machine_info=WITH_GIL)
    (table,) = blocks(tmp_path, Table)
    assert [each.name for each in table.columns[1:]] == [
        "CPython 3.14.0, GIL on (after)",
        "CPython 3.14.0, GIL on (before)",
    ]


def test_a_hostile_label_is_only_text(tmp_path):
    hostile = "<script>alert(1)</script>|\x1b[31m\n# {{ 7 * 7 }}" * 9
    write(tmp_path, benchmark(LOCK), machine_info={"label": hostile})
    (table,) = blocks(tmp_path, Table)
    for text in (table.columns[1].name, *findings(tmp_path)):
        assert text.isprintable()
        assert len(text) < 250
