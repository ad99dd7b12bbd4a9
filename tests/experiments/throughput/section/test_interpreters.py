from dataclasses import replace

import pytest
from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import free_threaded, simulate, under_the_gil

from gilbench.experiments.throughput.section import interpreters
from gilbench.model import Absent, Estimate
from gilbench.model.blocks import Chart, Table

PAIR = [row for row in made.interpreter_rows() if row.other == "3.13t"]
CHART = interpreters.chart(PAIR, 0.05, "another version")


def test_the_rows_that_differ_most_are_drawn_with_the_largest_gain_first():
    drawn, rest = interpreters.chosen(PAIR)
    ratios = [row.ratio.value for row in drawn]
    assert ratios == sorted(ratios, reverse=True)
    farthest = max(max(row.ratio.value, 1 / row.ratio.value) for row in rest)
    assert all(max(ratio, 1 / ratio) >= farthest for ratio in ratios)


def test_all_rows_are_among_the_values_and_those_not_drawn_are_named():
    assert len(CHART.series) == interpreters.ROWS_DRAWN
    assert len(CHART.values.rows) == len(PAIR)
    assert len(CHART.undrawn) == len(PAIR) - interpreters.ROWS_DRAWN


def test_only_clear_differences_are_filled():
    for series, row in zip(CHART.series, interpreters.chosen(PAIR)[0], strict=True):
        assert series.marks[0].clear == (row.state in {"faster", "slower"})


def test_a_single_round_has_no_interval():
    chart = interpreters.chart([replace(PAIR[0], ratio=Estimate(1.2, None, None, 1))], 0.05, "")
    assert chart.series[0].marks[0].low is None
    assert "no interval" in chart.series[0].marks[0].hint


@pytest.mark.parametrize(
    ("base", "words"),
    [
        pytest.param("3.13", "3.13t against 3.13 (the GIL alone), above 1", id="twin"),
        pytest.param("3.14", "3.13t against 3.14 (not the GIL alone: another version), above 1", id="another version"),
    ],
)
def test_a_chart_says_what_sets_its_interpreters_apart(base, words):
    section = interpreters.section(collect(simulate(under_the_gil(base) | free_threaded("3.13t"))))
    (chart,) = (block for block in section.blocks if isinstance(block, Chart))
    assert chart.finding.startswith(words)


def test_interpreters_alike_in_their_gil_are_told_apart_too_and_the_same_ones_are_not():
    two = under_the_gil("3.13") | under_the_gil("3.14")
    section = interpreters.section(collect(simulate(two)))
    assert section.blocks[1].finding.startswith("3.14 against 3.13 (another version), above 1")
    assert interpreters.chart(PAIR, 0.05, "").finding.startswith("3.13t against 3.11, above 1")


def test_the_section_has_means_and_a_chart_per_pair():
    section = interpreters.section(collect(simulate(under_the_gil("3.13") | free_threaded("3.13t"))))
    assert [type(block) for block in section.blocks[:2]] == [Table, Chart]
    assert section.blocks[1].title == "3.13t against 3.13"


def test_one_interpreter_has_nothing_to_compare_with():
    found = interpreters.section(collect(simulate(under_the_gil("3.13"))))
    assert found == Absent("interpreters", 90, "Interpreters", "one interpreter was measured")
