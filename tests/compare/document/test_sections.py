from dataclasses import replace

import pytest
from tests.compare.comparisons import BETWEEN, WITHIN, row, source
from tests.compare.document.pairs import alone, many

from gilbench.compare.document import environment, head, judged, left_out, means, rows, undecided, verdict
from gilbench.compare.document.names import names
from gilbench.compare.records import Change
from gilbench.model.blocks import Entries, Folded, Note, Table
from gilbench.report.layout import everything

SEVERAL = replace(BETWEEN, sources=tuple(source(name, "3.13") for name in "abc"))


def of(kind, section):
    return [block for block in everything(section.blocks) if isinstance(block, kind)]


@pytest.mark.parametrize(
    ("comparison", "asked"),
    [
        pytest.param(WITHIN, "How do 3.13t and 3.14t compare with 3.13?", id="interpreters"),
        pytest.param(
            replace(WITHIN, rows=WITHIN.rows[:1], means=()), "How does 3.13t compare with 3.13?", id="two interpreters"
        ),
        pytest.param(BETWEEN, "What changed from before to after?", id="runs"),
        pytest.param(SEVERAL, "What changed from a to b and c?", id="several runs"),
    ],
)
def test_the_heading_asks_what_is_compared_with_what(comparison, asked):
    assert head.question(comparison) == asked


def test_dates_interpreters_and_cpus_stand_below_it():
    assert head.subline(BETWEEN) == (
        "before, 2026-11-22 10:15 UTC",
        "after, 2026-11-23 10:15 UTC",
        "3.13",
        "2 usable CPUs",
    )


@pytest.mark.parametrize(
    ("comparison", "severity", "told"),
    [
        pytest.param(
            replace(WITHIN, warnings=()), "note", "same rounds. Identical trials differed by 3.1 %.", id="good"
        ),
        pytest.param(WITHIN, "note", "differed by 3.1 %. 1 warning below.", id="remarks"),
        pytest.param(replace(WITHIN, floor=None), "note", "not known. No trial was measured twice.", id="no floor"),
        pytest.param(replace(WITHIN, floor=0.08), "serious", "little. Identical trials differed by 8 %", id="noisy"),
        pytest.param(BETWEEN, "warning", "different sessions, and drift of the machine is in the figures.", id="runs"),
        pytest.param(replace(BETWEEN, floor=0.08), "serious", "little. Identical", id="noisy runs"),
    ],
)
def test_one_line_says_whether_to_believe_it(comparison, severity, told):
    line = head.trust(comparison)
    assert line.severity == severity
    assert told in line.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"invented": True}, [("serious", "Nothing in b was measured; this only shows what a comparison looks like.")]),
        ({"finished": False}, [("warning", "b has fewer rounds than were asked for.")]),
    ],
    ids=["whole", "invented", "interrupted"],
)
def test_what_is_no_whole_measurement_says_so_above_all(changes, told):
    sources = (source("a", "3.13"), source("b", "3.13", **changes))
    found = head.banners(replace(BETWEEN, sources=sources))
    assert [(each.tone, each.text) for each in found] == told


def test_the_verdict_counts_and_says_the_largest_changes_slower_ones_first():
    section = verdict.section(WITHIN)
    (tiles, said) = section.blocks
    assert [(each.value, each.name) for each in tiles.facts] == [
        ("1", "slower"),
        ("2", "faster"),
        ("1", "the same"),
        ("4", "undecided"),
    ]
    assert [text for _, text in said.entries] == [
        "▼ primes · serial, 3.13t: 1.25× slower (1.22–1.28)",
        "▲ crc32_held · Thread × 2, 3.14t: 12,300× faster (12,000–12,600)",
        "▲ primes · Thread × 2, 3.13t: 1.98× faster (1.91–2.05)",
    ]


def test_of_many_changes_the_largest_are_said_and_the_others_counted():
    worse = [row(f"work{place}", "thread", "slower", (0.5 + place / 100, 0.4, 0.6)) for place in range(9)]
    _, said, more = verdict.section(alone(*reversed(worse))).blocks
    assert [text.split()[1] for _, text in said.entries] == [f"work{place}" for place in range(5)]
    assert more.text == "4 more below: see Every change, and All rows."


def test_where_nothing_differs_the_verdict_says_that():
    assert verdict.section(BETWEEN).blocks[1] == Note("No difference that could be shown.")


def test_means_stay_within_a_class_a_family_and_two_sides():
    first, second = of(Table, means.section(WITHIN))
    assert [column.name for column in first.columns] == ["class of work", "threads"]
    assert first.caption == "3.14t: base time ÷ new time"
    assert [column.name for column in second.columns] == [
        *("class of work", "serial", "threads", "processes", "event loop"),
    ]
    assert second.rows == (
        (
            "pure-Python CPU",
            "0.90× (0.88–0.92), 2 rows",
            "1.44× (1.40–1.48), 2 rows",
            "1.20× (1 round, no interval)",
            "–",
        ),
        ("waiting", "–", "–", "–", "0.97× (0.80–1.20)"),
    )
    assert means.section(replace(WITHIN, means=())) is None


def test_of_many_sides_the_two_that_changed_most_stand_open():
    rows_ = tuple(
        row("primes", "thread", "slower", (1 / (1.1 + place / 10), 0.1, 0.99), new=f"n{place}", target=f"n{place}")
        for place in range(4)
    )
    means_ = tuple(replace(WITHIN.means[0], new=f"n{place}") for place in range(4))
    (group, _) = means.section(replace(WITHIN, rows=rows_, means=means_)).blocks
    assert [type(block) for block in group.blocks] == [Table, Table, Folded, Folded]
    assert [block.caption for block in group.blocks[:2]] == ["n3: base time ÷ new time", "n2: base time ÷ new time"]


def test_what_may_change_times_is_named_first_and_the_rest_is_folded():
    section = environment.section(BETWEEN)
    grave, slight = of(Table, section)
    assert [column.name for column in grave.columns] == ["what", "of", "before", "after", "changes times?"]
    assert grave.rows == (
        ("compiler", "3.13", "GCC 12.2.0", "GCC 14.2.0", "likely"),
        ("kernel", "machine", "6.1", "6.18", "maybe"),
    )
    assert slight.rows == (("seed", "settings", "1", "–", "no"),)
    (fold,) = of(Folded, section)
    assert fold.summary == "1 further difference that should not change times"


def test_several_new_sides_are_named_with_their_values():
    changes = tuple(Change("warning", "kernel", "machine", "a", new, "6.1", f"6.{new}") for new in "bc")
    (table,) = of(Table, environment.section(replace(BETWEEN, changes=changes)))
    assert [column.name for column in table.columns][2:4] == ["a", "new"]
    assert [each[2:4] for each in table.rows] == [("6.1", "b: 6.b"), ("6.1", "c: 6.c")]


def test_where_nothing_else_changed_the_page_says_so():
    section = environment.section(replace(BETWEEN, changes=()))
    assert [block.text for block in section.blocks][1].startswith("Nothing else that is known")


def test_undecided_rows_are_counted_and_listed_with_what_they_lack():
    section = undecided.section(WITHIN)
    assert section.blocks[0].text.startswith("4 undecided rows: with 10 rounds in all, about 1 of the 4")
    (table,) = of(Table, section)
    assert {row[2] for row in table.rows} == {
        "in doubt: workers hardly overlapped",
        "about 8 rounds would tell",
        "too close to the margin",
        "too few rounds",
    }
    assert undecided.section(BETWEEN) is None


def test_of_very_many_undecided_rows_the_first_are_listed_and_the_others_counted():
    section = undecided.section(many(450))
    (table,) = of(Table, section)
    assert len(table.rows) == 200
    assert section.blocks[1].summary == "The 300 undecided rows"
    assert of(Note, section)[1].text == "100 more: look for undecided in All rows."


@pytest.mark.parametrize(("lines", "kind"), [(6, Entries), (7, Folded)], ids=["few", "many"])
def test_what_has_no_row_is_counted_and_named(lines, kind):
    one_sided = tuple(f"trial {number}" for number in range(lines))
    counted, named, uncompared = left_out.section(replace(WITHIN, one_sided=one_sided)).blocks
    assert counted.text == f"{lines} trials with a result on one side only."
    assert isinstance(named, kind)
    assert uncompared.text == "Measured, but with no figure that is compared: safety."
    assert left_out.section(BETWEEN) is None


def test_warnings_runs_and_rules_stand_together():
    section = judged.section(BETWEEN)
    assert [block.text for block in of(Note, section)] == list(BETWEEN.warnings)
    (table,) = of(Table, section)
    assert [column.name for column in table.columns] == ["run", "before", "after"]
    assert table.rows == (
        ("measured", "2026-11-22 10:15 UTC", "2026-11-23 10:15 UTC"),
        ("by gilbench", "0.1.0", "0.1.0"),
        ("usable CPUs", "2", "2"),
        ("noise floor", "not measured", "not measured"),
        ("3.13", "CPython 3.13", "CPython 3.13"),
    )
    (rules,) = of(Entries, section)
    assert any("adjusted by Benjamini–Hochberg over 1 row" in text for _, text in rules.entries)


def test_all_rows_have_one_unit_of_time_that_their_head_names():
    (table,) = of(Table, rows.section(WITHIN))
    assert [column.name for column in table.columns] == [
        *("workload", "class of work", "strategy", "Python", "workers", "new against base", "change ÷ noise"),
        *("before, ms", "after, ms", "margin"),
    ]
    assert table.rows[2][-3:-1] == ("200 (198–202)", "250")
    assert table.searchable


def test_what_is_not_in_seconds_names_its_unit_in_each_cell():
    other = replace(WITHIN.rows[0], unit="CPUs")
    (table,) = of(Table, rows.section(replace(WITHIN, rows=(other, WITHIN.rows[1]), means=())))
    assert [column.name for column in table.columns][-3:-1] == ["before", "after"]
    assert table.rows[0][-3] == "0.20 CPUs"


@pytest.mark.parametrize(
    ("rows_", "named"),
    [
        pytest.param(WITHIN.rows[:1], "primes · serial", id="two sides"),
        pytest.param(WITHIN.rows, "primes · serial, 3.13t", id="several targets"),
        pytest.param(
            tuple(replace(BETWEEN.rows[0], new=f"{name}/3.13") for name in "bc"), "nbody · serial, b/3.13", id="runs"
        ),
    ],
)
def test_a_row_names_its_sides_only_where_there_are_several(rows_, named):
    known = names(replace(WITHIN, rows=tuple(rows_), means=()))
    assert known.row(rows_[0]) == named
