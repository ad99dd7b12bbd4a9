import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report import models

from gilbench import fmt
from gilbench.report import figures
from gilbench.report.charts import curves, forest, strips
from gilbench.report.svg import embed

PANELS = models.full().scaling
STRIP = [panel for panel in PANELS if panel.target == "3.11"]
CURVE = models.many_cores().scaling[0]
PAIR = [row for row in models.full().interpreters if row.other == "3.13t"]


def strip():
    return strips.draw(STRIP, strips.common_scale(PANELS))


CHARTS = {"strip": strip, "curve": lambda: curves.draw(CURVE), "forest": lambda: forest.draw(PAIR, 0.05)}


@pytest.mark.parametrize("name", CHARTS)
def test_the_svg_follows_the_theme_and_stands_alone(name):
    svg = str(embed(CHARTS[name](), name="fig"))
    assert not re.search(r"#[0-9a-f]{6}\b", svg)
    assert "var(--" in svg
    assert "<style" not in svg
    assert "<metadata" not in svg
    assert "xmlns" not in svg
    assert "font-family" not in svg
    assert all(identifier.startswith("fig-") for identifier in re.findall(r'id="([^"]+)"', svg))


@pytest.mark.parametrize("name", CHARTS)
def test_the_svg_is_small_and_the_same_every_time(name):
    svg = embed(CHARTS[name](), name="fig")
    assert len(svg.encode()) <= 40 * 1024
    assert embed(CHARTS[name](), name="fig") == svg


@pytest.mark.parametrize("name", CHARTS)
def test_every_mark_has_its_figures(name):
    chart = CHARTS[name]()
    svg = embed(chart, name="fig")
    assert svg.count("<circle") == len(chart.hits) > 0
    assert all(len(row) == len(chart.columns) for row in chart.rows)


def test_names_are_neither_markup_nor_formulas():
    hostile = [panel for panel in models.hostile().scaling if panel.target == "3.11"]
    svg = str(embed(strips.draw(hostile, strips.common_scale(hostile)), name="fig"))
    assert "<img" not in svg
    assert "\x1b" not in svg
    assert "$x_1$" in svg


def test_names_in_other_scripts_are_drawn_without_complaint():
    row = replace(PAIR[0], workload="素数を数える")
    assert "素数を数える" in embed(forest.draw([row], 0.05), name="fig")


def test_serial_code_is_no_mark_of_its_own():
    assert "serial" not in {row[1] for row in strip().rows}


def test_the_values_have_the_serial_fraction_of_each_worker_count_with_its_interval():
    point = next(line for line in CURVE.lines if line.strategy == "thread").points[3]
    row = next(row for row in curves.draw(CURVE).rows if row[:2] == ("thread", str(point.workers)))
    assert row[-1] == fmt.share_interval(point.serial_fraction)
    assert "–" in row[-1]
    both = [models.panel(models.WORKS[0], "3.11", (1, 2, 4), cpus=4)]
    listed = {row[2] for row in strips.draw(both, strips.common_scale(both)).rows}
    assert listed == {"2", "4"}


def test_few_worker_counts_give_strips_and_more_give_curves():
    assert not any(curves.has_curve(panel) for panel in PANELS)
    assert curves.has_curve(CURVE)
    few, many = figures.scaling(PANELS), figures.scaling(models.many_cores().scaling)
    assert (len(few.strips), len(few.curves)) == (3, 0)
    assert (len(many.strips), len(many.curves)) == (0, curves.PANELS_DRAWN)


def test_what_is_not_drawn_is_named():
    scaling = figures.scaling(models.many_cores().scaling)
    assert len(scaling.undrawn) == len(PANELS) - curves.PANELS_DRAWN
    (first, _) = figures.pairs(models.full().interpreters, 0.05)
    assert len(first.undrawn) == len(first.rows) - forest.ROWS_DRAWN


def test_the_rows_that_differ_most_are_drawn_with_the_largest_gain_first():
    drawn, rest = forest.chosen(PAIR)
    ratios = [row.ratio.value for row in drawn]
    assert ratios == sorted(ratios, reverse=True)
    farthest = max(max(row.ratio.value, 1 / row.ratio.value) for row in rest)
    assert all(max(ratio, 1 / ratio) >= farthest for ratio in ratios)


def test_a_single_round_is_drawn_without_a_bar():
    rows = [replace(PAIR[0], ratio=models.Estimate(1.2, None, None, 1))]
    assert "no interval" in embed(forest.draw(rows, 0.05), name="fig")


@given(st.lists(st.floats(0, 10), min_size=1, max_size=5))
def test_labels_are_spread_without_overlap(places):
    apart = curves.spread(sorted(places), 1.0, 10.0)
    assert all(after - before >= 1 - 1e-9 for before, after in itertools.pairwise(apart))
    assert apart[-1] <= 10.0
