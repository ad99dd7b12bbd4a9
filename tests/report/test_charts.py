import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report import pages

from gilbench.model.blocks import Axis, Series
from gilbench.report.charts import looks, scale
from gilbench.report.charts.draw import draw
from gilbench.report.charts.lines import spread
from gilbench.report.svg import embed

KINDS = ("points", "lines", "bars")
CHARTS = {
    **{kind: pages.chart(kind) for kind in KINDS},
    "linear points": pages.chart("points", axis=Axis("×", "×", limits=(0, 6), reference=1.0, ideal=2.0)),
    "ideal lines": pages.chart("lines", axis=Axis("", "×", reference=1.0, ideal=2.0, across="workers")),
    "linear bars": pages.chart("bars", axis=Axis("bytes", "byte")),
    "no interval": pages.chart(
        "points",
        series=(Series("", "", "one", (replace(pages.mark(1.2, clear=False), low=None, high=None),)),),
        details=(),
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_the_svg_follows_the_theme_and_stands_alone(name):
    svg = str(embed(draw(CHARTS[name]), name="fig"))
    assert not re.search(r"#[0-9a-f]{6}\b", svg)
    assert "var(--" in svg
    assert "<style" not in svg
    assert "<metadata" not in svg
    assert "xmlns" not in svg
    assert "font-family" not in svg
    assert all(identifier.startswith("fig-") for identifier in re.findall(r'id="([^"]+)"', svg))


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_drawn_paler_than_its_colour_whose_contrast_is_known(name):
    svg = str(embed(draw(CHARTS[name]), name="fig"))
    assert re.findall(r"opacity: ?(?!1\b)[\d.]+", svg) == []


@pytest.mark.parametrize("name", CHARTS)
def test_the_svg_is_small_and_the_same_every_time(name):
    svg = embed(draw(CHARTS[name]), name="fig")
    assert len(svg.encode()) <= 40 * 1024
    assert embed(draw(CHARTS[name]), name="fig") == svg


@pytest.mark.parametrize("name", CHARTS)
def test_every_mark_has_its_figures(name):
    drawing = draw(CHARTS[name])
    svg = embed(drawing, name="fig")
    marks = [mark for series in CHARTS[name].series for mark in series.marks]
    assert svg.count("<circle") == len(drawing.hits) == len(marks)
    assert all(mark.hint in svg for mark in marks)


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_says_what_it_shows(kind):
    svg = str(embed(draw(CHARTS[kind]), name="fig"))
    assert f">{CHARTS[kind].finding}</desc>" in svg
    assert f">{CHARTS[kind].title}</title>" in svg


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_neither_markup_nor_formulas(kind):
    svg = str(embed(draw(pages.hostile_chart(kind)), name="fig"))
    assert "<img" not in svg
    assert "\x1b" not in svg
    assert "$x_1$" in svg


@pytest.mark.parametrize("kind", KINDS)
def test_names_in_other_scripts_are_drawn_without_complaint(kind):
    series = tuple(replace(each, name="素数", row="素数") for each in CHARTS[kind].series)
    assert "素数" in embed(draw(replace(CHARTS[kind], series=series, details=())), name="fig")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [(0.0, 0.5), (0.0,), (-1.0, 2.0)])
def test_what_a_log_axis_has_no_place_for_stands_at_its_end(kind, values):
    marks = tuple(replace(pages.mark(1.0, 2**place), value=value, low=-2.0) for place, value in enumerate(values))
    svg = str(embed(draw(replace(CHARTS[kind], series=(Series("a", "", "b", marks),), details=())), name="fig"))
    assert "inf" not in svg
    assert "nan" not in svg


def test_a_chart_without_marks_is_a_mistake():
    with pytest.raises(ValueError, match="nothing to draw"):
        draw(replace(CHARTS["points"], series=()))


def test_series_are_told_apart_without_colour():
    series = tuple(Series(name, "", "", (pages.mark(1.0, 1),)) for name in ("a", "b", "c", "d", "e"))
    found = looks.looks(replace(CHARTS["lines"], series=series)).values()
    assert len({(look.marker, look.glyph) for look in found}) == len({look.variable for look in found}) == 5


THREADS = ("Thread", "ThreadPool", "ThreadPoolExecutor")


@pytest.mark.parametrize("kind", ["points", "lines"])
def test_three_kinds_of_threads_are_told_apart_without_a_pointer(kind):
    series = tuple(Series(name, "threads", "primes", (pages.mark(1.0, 1),)) for name in THREADS)
    other = Series("Pool (fork)", "processes", "primes", (pages.mark(1.9, 1),))
    chart = replace(CHARTS[kind], series=(*series, other), details=())
    assert [look.label for look in looks.families([chart])] == [*THREADS, "processes"]
    assert len({look.marker for look in looks.families([chart])}) == 4
    if kind == "lines":
        svg = str(embed(draw(chart), name="fig"))
        assert all(f">{name}</text>" in svg for name in (*THREADS, "processes"))


def test_the_charts_of_a_section_agree_on_who_looks_how():
    both = replace(CHARTS["points"], series=tuple(Series(name, "threads", "a", ()) for name in THREADS))
    one = replace(both, series=both.series[2:])
    looks_of_both = {look.label: look.marker for look in looks.families([both, one])}
    assert set(looks_of_both) == set(THREADS)
    (alone,) = looks.looks(one).values()
    assert (alone.label, alone.marker) == ("threads", looks_of_both["ThreadPoolExecutor"])


def test_a_row_of_points_has_no_lane_for_what_it_has_not():
    several = tuple(Series(name, "threads", "a", (pages.mark(1.0, 1),)) for name in THREADS)
    alone = Series("Thread", "threads", "b", (pages.mark(1.0, 1),))
    first, second, third, last = (hit.y for hit in draw(replace(CHARTS["points"], series=(*several, alone))).hits)
    assert first < second < third < last
    full = draw(replace(CHARTS["points"], series=(*several, *(replace(each, row="b") for each in several))))
    less = draw(replace(CHARTS["points"], series=(*several, alone)))
    assert less.figure.get_figheight() < full.figure.get_figheight()


def test_charts_that_are_to_be_compared_name_the_same_places():
    axis = replace(CHARTS["lines"].axis, places=(1.0, 2.0, 4.0, 8.0, 32.0))
    svg = str(embed(draw(replace(CHARTS["lines"], axis=axis)), name="fig"))
    assert [text for _, text in texts_of(svg) if text.isdigit()] == ["1", "2", "4", "8", "32"]


def test_bars_and_lines_are_labelled_directly_and_points_by_a_legend():
    bars, lines = (str(embed(draw(CHARTS[kind]), name="fig")) for kind in ("bars", "lines"))
    assert bars.count(">cold</text>") == 2
    assert ">2.50 s</text>" in bars
    assert ">threads</text>" in lines
    assert ">warm</text>" in lines
    points = replace(CHARTS["points"], series=tuple(replace(each, family="") for each in CHARTS["points"].series))
    assert [look.label for look in looks.named(points)] == ["cold", "warm"]
    assert looks.named(CHARTS["bars"]) == looks.named(CHARTS["points"]) == ()
    assert [look.label for look in looks.families([CHARTS["points"]])] == ["threads", "processes"]


def texts_of(svg):
    return [(float(x), text) for x, text in re.findall(r'<text x="([\d.]+)" y="[\d.]+">([^<]*)</text>', svg)]


def test_names_of_lines_stay_in_the_picture():
    series = (Series("ProcessPoolExecutor", "", "", (pages.mark(1.0, 1), pages.mark(2.0, 2))),)
    svg = str(embed(draw(replace(CHARTS["lines"], series=series)), name="fig"))
    (left,) = [x for x, text in texts_of(svg) if text == "ProcessPoolExecutor"]
    assert left + 19 * 7 <= 360


def test_ticks_whose_names_would_touch_have_none():
    marks = tuple(pages.mark(1.0, x) for x in (1.0, 64.0, 2048.0, 4096.0))
    svg = str(embed(draw(replace(CHARTS["lines"], series=(Series("a", "", "", marks),))), name="fig"))
    assert [text for _, text in texts_of(svg) if text in {"1", "64", "2,048", "4,096"}] == [
        "1",
        "64",
        "4,096",
    ]


def test_bars_of_one_kind_have_one_look():
    series = tuple(Series("3.13", "", row, (pages.mark(1.0),)) for row in ("a", "b"))
    (look,) = looks.looks(replace(CHARTS["bars"], series=series)).values()
    assert look.variable == "accent"


def test_noise_does_not_look_big():
    series = (Series("", "", "a", (replace(pages.mark(1.0), low=0.99, high=1.01),)),)
    low, high = scale.limits(replace(CHARTS["points"], series=series, axis=Axis("", "×", log=True, reference=1.0)))
    assert low <= 0.8
    assert high >= 1.25


@given(st.floats(1e-9, 1e6), st.floats(1.0001, 1e9), st.booleans(), st.sampled_from([None, 1.0]))
def test_ticks_stand_on_the_axis_and_are_few(low, factor, log, reference):
    ends = (low, low * factor)
    found = scale.ticks(Axis("", "s", log=log, reference=reference), ends)
    assert len(found) <= 2 * scale.MOST_TICKS
    assert all(ends[0] * (1 - 1e-9) <= tick <= ends[1] * (1 + 1e-9) for tick in found)
    assert found == sorted(found)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=5))
def test_labels_are_spread_without_overlap(places):
    apart = spread(sorted(places), 1.0, 10.0)
    assert all(after - before >= 1 - 1e-9 for before, after in itertools.pairwise(apart))
    assert apart[-1] <= 10.0
