from dataclasses import replace

from tests.experiments.throughput.section import made

from gilbench.experiments.throughput.section import gil_gap

GAPS = made.gaps()
NAMES = [column.name for column in gil_gap.COLUMNS]


def cell(gap, column):
    return gil_gap.cells(gap)[NAMES.index(column)]


def of(target):
    return [gap for gap in GAPS if gap.target == target]


def test_a_table_has_every_gap_of_its_target():
    table = gil_gap.table(of("3.11"))
    assert len(table.rows) == len(of("3.11"))
    assert table.caption.startswith("GIL gap on 3.11 with 2 workers:")


def test_a_gap_has_its_interval_and_is_said_in_words():
    assert cell(GAPS[0], "GIL gap") == "44 % (42–46 %)"
    assert cell(GAPS[0], "in words") == "the GIL costs 44 % of what the hardware offers"


def test_threads_that_beat_processes_read_as_what_they_are():
    (gap,) = (each for each in of("3.13t") if each.workload == "primes")
    assert cell(gap, "GIL gap") == "-11 % (-13 to -8.9 %)"
    assert cell(gap, "in words") == "threads reach 11 % more than processes"


def test_without_a_gap_the_reason_takes_the_place_of_the_words():
    last = of("3.11")[-1]
    assert cell(last, "GIL gap") == "–"
    assert cell(last, "in words") == "no headroom on this machine: processes reach 0.16×"


def test_a_terminal_names_the_gaps_of_each_target_and_nothing_without_any():
    (group,) = gil_gap.brief({"3.11": of("3.11"), "3.13t": of("3.13t")})
    ((target, words), _) = group.blocks[0].entries
    assert target == "3.11"
    assert words.replace("\N{NO-BREAK SPACE}", " ").startswith("primes 44 % (42–46 %)   nbody")
    assert list(gil_gap.brief({"3.11": [replace(each, gap=None) for each in GAPS]})) == []
