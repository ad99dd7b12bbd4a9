from dataclasses import replace

from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import scenario, simulate, under_the_gil

from gilbench.experiments.throughput.section import gil_gap, heat_map
from gilbench.model.blocks import Entries, Folded, Matrix, MatrixColumn

GAPS = made.gaps()
MATRIX = heat_map.matrix(made.heat_map("3.11"), "")


def of(target):
    return [gap for gap in GAPS if gap.target == target]


def test_a_map_has_the_gaps_of_its_workloads_first():
    shown = gil_gap.beside(MATRIX, of("3.11"))
    assert shown.columns == (MatrixColumn("GIL gap", ""), *MATRIX.columns)
    assert [row.cells[1:] for row in shown.rows] == [row.cells for row in MATRIX.rows]
    found = {row.name: row.cells[0].text for row in shown.rows}
    assert found["primes"] == "44 %"
    assert found["sleep"] == "–"  # work that waits has none


def test_a_map_without_gaps_stays_as_it_is():
    assert gil_gap.beside(MATRIX, []) is MATRIX


def test_a_gap_says_its_interval_and_what_it_means():
    (found,) = (each for each in of("3.11") if each.workload == "primes")
    assert gil_gap.cell(found).hint == (
        "44 % (42–46 %): the GIL costs 44 % of what the hardware offers, against ProcessPoolExecutor (fork)"
    )


def test_threads_that_beat_processes_read_as_what_they_are():
    (gap,) = (each for each in of("3.13t") if each.workload == "primes")
    shown = gil_gap.cell(gap)
    assert shown.text == "-11 %"
    assert shown.hint.startswith("-11 % (-13 to -8.9 %): threads reach 11 % more than processes")


def test_a_gap_that_nobody_can_tell_has_the_sign_of_that():
    assert gil_gap.cell(replace(GAPS[0], undecided=True)).text == "? 44 %"


def test_without_a_gap_the_reason_is_a_remark_on_the_map():
    reason = "no headroom on this machine: processes reach 0.16×"
    last = of("3.11")[-1]
    assert (gil_gap.cell(last).text, gil_gap.cell(last).hint) == ("–", reason)
    shown = gil_gap.beside(MATRIX, of("3.11"))
    assert dict(shown.remarks)[reason] == "GIL gap: locked_counter"
    assert shown.remarks[: len(MATRIX.remarks)] == MATRIX.remarks


def test_all_gaps_stand_in_words_below_with_how_to_read_them():
    (folded,) = gil_gap.in_words({"3.11": of("3.11"), "3.13t": of("3.13t")})
    note, entries = folded.blocks
    assert note.lead == "How to read it:"
    told = [each for target in ("3.11", "3.13t") for each in of(target)]
    expected = [(f"{each.workload}, {each.target}", gil_gap.cell(each).hint) for each in told]
    assert list(entries.entries) == expected


def test_where_none_was_planned_there_is_nothing_to_read():
    assert list(gil_gap.in_words({"3.11": []})) == []


def test_a_terminal_names_the_gaps_of_each_target_and_nothing_without_any():
    (group,) = gil_gap.brief({"3.11": of("3.11"), "3.13t": of("3.13t")})
    ((target, words), _) = group.blocks[0].entries
    assert target == "3.11"
    assert words.replace("\N{NO-BREAK SPACE}", " ").startswith("primes 44 % (42–46 %)   nbody")
    assert list(gil_gap.brief({"3.11": [replace(each, gap=None) for each in GAPS]})) == []


def test_a_run_has_them_in_the_map_of_its_page_and_in_a_paragraph_on_a_terminal():
    section = heat_map.section(collect(simulate(under_the_gil("3.13"))))
    (shown,), (short,) = (
        [each for each in blocks if isinstance(each, Matrix)] for blocks in (section.blocks, section.brief)
    )
    assert shown.columns[0].name == "GIL gap" != short.columns[0].name
    assert section.brief[-1].title == "GIL gap"
    (words,) = [each for each in section.blocks if isinstance(each, Folded)]
    assert any(isinstance(each, Entries) for each in words.blocks)
    alone = heat_map.section(collect(simulate(scenario("3.13/primes", {"thread": 1.0}))))
    assert all(each.columns[0].name != "GIL gap" for each in alone.blocks if isinstance(each, Matrix))
