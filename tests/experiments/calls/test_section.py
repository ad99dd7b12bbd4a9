from dataclasses import replace

from tests.probe.probed import ALL, FREE, HOLDS, RELEASES, WAITS, probes

from gilbench.experiments.calls.section import SHOWN, section_of
from gilbench.model import Absent
from gilbench.model.blocks import Folded, Table


def many(count):
    return probes(*(replace(HOLDS, call=f"f({n})", longest_stall=n * 1e-4) for n in range(count)))


def tables(section):
    return [block for block in section.blocks if isinstance(block, Table)]


def test_each_target_with_results_has_a_table_with_the_longest_stall_first():
    section = section_of(probes(WAITS, RELEASES, HOLDS, FREE))
    held, free = tables(section)
    assert held.caption == "Calls on CPython 3.13.5, GIL on (3.13), the longest stall first"
    assert [row[0] for row in held.rows] == [HOLDS.call, RELEASES.call, WAITS.call]
    assert [row[0] for row in free.rows] == [FREE.call]
    remarks = section.blocks[-2]
    assert isinstance(remarks, Folded)
    ((_, remark),) = remarks.blocks[0].entries
    assert remark.startswith("json.loads(text) on 3.13t: from two threads at once it took the interpreter down: ")


def test_every_row_has_a_cell_for_every_column():
    for table in tables(section_of(probes(*ALL))):
        assert {len(row) for row in table.rows} <= {len(table.columns)}


def test_a_run_without_probes_has_no_such_section():
    found = section_of(None)
    assert isinstance(found, Absent)
    assert "gilbench probe" in found.reason


def test_the_worst_calls_stand_open_and_the_others_are_folded():
    shown, folded, _ = section_of(many(SHOWN + 3)).blocks
    assert len(shown.rows) == SHOWN
    assert folded.summary == "3 calls with shorter stalls"
    assert len(folded.blocks[0].rows) == 3
