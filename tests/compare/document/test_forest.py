import pytest
from tests.compare.comparisons import WITHIN, row
from tests.compare.document.pairs import CLASSES, alone, drawn, many

from gilbench.compare import words
from gilbench.compare.document import forest
from gilbench.compare.document.strength import strength


def marks(charts):
    return [mark for chart in charts for series in chart.series for mark in series.marks]


@pytest.mark.parametrize("rows", [1, 40, 41, 200])
def test_at_most_forty_rows_are_drawn_in_charts_of_a_screen(rows):
    charts = drawn(forest.section(many(rows)))
    assert len(marks(charts)) == min(rows, 40)
    assert all(len(chart.series) <= 14 for chart in charts)


def test_those_that_are_left_out_are_neither_clear_nor_stronger_than_a_hollow_one():
    comparison = many(90)
    shown = forest.drawn(comparison)
    left = [each for each in comparison.rows if each not in shown]
    assert {each.verdict for each in left} == {"undecided"}
    hollow = [strength(each) for each in shown if each.verdict == "undecided"]
    assert min(hollow) >= max(map(strength, left))


@pytest.mark.parametrize(("slower", "drawn_"), [(3, 3), (20, 20), (30, 20)])
def test_where_much_is_faster_the_slower_rows_are_drawn_all_the_same(slower, drawn_):
    faster = [row(f"up{place}", "thread", "faster", (9.0, 8.0, 10.0)) for place in range(90)]
    worse = [row(f"down{place}", "thread", "slower", (1 / (1.1 + place / 100), 0.1, 0.99)) for place in range(slower)]
    shown = forest.drawn(alone(*faster, *worse))
    assert len(shown) == 40
    found = [each for each in shown if each.verdict == "slower"]
    assert found == sorted(worse, key=strength, reverse=True)[:drawn_]


def test_a_reader_is_told_that_rows_are_left_to_the_table():
    (group, _) = forest.section(many(90)).blocks
    assert group.detail == "40 of 90 rows, the clearest of those that have an interval; All rows has the others"
    (group, _) = forest.section(many(9)).blocks
    assert group.detail == "9 rows"


@pytest.mark.parametrize(
    ("verdict", "clear"), [("slower", True), ("faster", True), ("same", False), ("undecided", False)]
)
def test_a_mark_is_filled_where_the_difference_is_clear(verdict, clear):
    made = row("a", "thread", verdict, (0.8, 0.7, 0.9))
    (mark,) = marks(drawn(forest.section(alone(made))))
    assert mark.clear is clear


def test_rows_of_a_class_stand_clear_ones_first_and_by_change_against_noise():
    for chart in drawn(forest.section(many(20))):
        found = [(not mark.clear, -abs(mark.value - 1)) for series in chart.series for mark in series.marks]
        assert found == sorted(found)


def test_each_class_has_charts_of_its_own_with_one_axis():
    charts = drawn(forest.section(many(40)))
    by_class = {name: [chart for chart in charts if chart.title.startswith(name)] for name in CLASSES}
    assert [[len(chart.series) for chart in each] for each in by_class.values()] == [[10, 10], [10, 10]]
    assert all(len({chart.axis for chart in each}) == 1 for each in by_class.values())
    titles = [chart.title for chart in by_class["waiting"]]
    assert titles == ["waiting, 2 workers (1 of 2)", "waiting, 2 workers (2 of 2)"]


def test_a_small_change_does_not_look_large():
    made = row("a", "thread", "same", (1.01, 0.99, 1.02))
    (chart,) = drawn(forest.section(alone(made)))
    assert chart.axis.limits == (0.8, 1.25)
    assert (chart.axis.log, chart.axis.reference, chart.axis.band) == (True, 1.0, 0.05)
    assert chart.axis.ends == ("slower", "faster")


def test_the_words_at_the_end_of_a_row_are_those_of_its_outcome():
    for chart in drawn(forest.section(WITHIN)):
        for series in chart.series:
            (detail,) = [text for name, text in chart.details if name == series.row]
            assert detail.partition(" ")[2] in series.marks[0].hint
    assert words.change(WITHIN.rows[0]) == "1.25× slower"


def test_the_finding_counts_all_rows_of_a_class_and_names_the_largest():
    findings = [chart.finding for chart in drawn(forest.section(WITHIN))]
    assert findings[0] == (
        "C that keeps the GIL: 0 slower, 1 faster, 0 same, 0 undecided. Largest beside the noise: "
        "▲ crc32_held · Thread × 2, 3.14t: 12,300× faster (12,000–12,600)."
    )
    assert findings[1].startswith("pure-Python CPU: 1 slower, 1 faster, 1 same, 3 undecided.")


def test_rows_without_an_interval_are_counted_and_not_drawn():
    bare = row("a", "thread", "undecided", (0.5, None, None))
    both = alone(bare, WITHIN.rows[0])
    assert len(marks(drawn(forest.section(both)))) == 1
    assert forest.section(both).blocks[0].detail.startswith("1 of 2 rows, the clearest of those")
    (note,) = forest.section(alone(bare)).blocks
    assert note.text.startswith("No row has an interval")
