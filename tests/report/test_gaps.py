from dataclasses import replace

from tests.report import models

from gilbench.report import gaps, html, markdown, terminal

FULL = models.full()


def cell(row, column):
    return row[gaps.COLUMNS.index(column)]


def test_there_is_one_table_per_target_with_every_gap():
    found = gaps.tables(FULL.gaps)
    assert [each.target for each in found] == ["3.11", "3.15", "3.13t"]
    assert sum(len(each.rows) for each in found) == len(FULL.gaps)


def test_a_gap_has_its_interval_and_is_said_in_words():
    row = gaps.tables(FULL.gaps)[0].rows[0]
    assert cell(row, "GIL gap") == "44 % (42–46 %)"
    assert cell(row, "in words") == "the GIL costs 44 % of what the hardware offers"


def test_threads_that_beat_processes_read_as_what_they_are():
    (row,) = (each for each in gaps.tables(FULL.gaps)[2].rows if each[0] == "primes")
    assert cell(row, "GIL gap") == "-11 % (-13 to -8.9 %)"
    assert cell(row, "in words") == "threads reach 11 % more than processes"


def test_without_a_gap_the_reason_takes_the_place_of_the_words():
    row = gaps.tables(FULL.gaps)[0].rows[-1]
    assert (cell(row, "GIL gap"), cell(row, "in words")) == ("–", "no headroom on this machine: processes reach 0.16×")


def test_the_page_and_markdown_have_every_row():
    page, text = html.render(FULL), markdown.render(FULL)
    for each in FULL.gaps:
        assert (each.says or each.reason) in page
        assert markdown.text(each.says or each.reason) in text


def test_a_terminal_names_the_gaps_of_each_target_and_no_heading_without_any():
    lines = terminal.render(FULL).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("GIL gap"))
    assert lines[start + 1].startswith("3.11   primes 44 % (42–46 %)   nbody")
    reasons_only = tuple(replace(each, gap=None) for each in FULL.gaps)
    assert "GIL gap" not in terminal.render(replace(FULL, gaps=reasons_only))
