"""Marks joined over a horizontal axis of their own, each line named at its end."""

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from gilbench import fmt, legible
from gilbench.model.blocks import Chart, Series
from gilbench.report.charts.canvas import (
    TEXT,
    WIDTH,
    Drawing,
    Hit,
    ink,
    interval,
    marks,
    name_axis,
    reach,
    rules,
    sheet,
    whiskers,
    write,
)
from gilbench.report.charts.looks import Look, key, looks
from gilbench.report.charts.scale import MOST_TICKS, limits, ticks

_HEIGHT, _MARGINS = 200.0, (34.0, 112.0, 10.0, 42.0)
_ROOM = 0.03  # of the horizontal axis, before the first mark and after the last
_LETTER = 0.56 * TEXT  # points that a letter of a name takes, on average
_BETWEEN = 5.0  # points between the names of two ticks
_BESIDE = 7.0  # points between a line's end and its sign, which stands before its name
_SIGN = 9.0  # points from there to the name
_WIDER_MARGIN = 52.0  # at the left, where ticks have a unit of letters


def draw(chart: Chart) -> Drawing:
    """Draw a chart of lines: the one at the reference, and the dotted ideal with its bend."""
    known = looks(chart)
    margins = _margins(chart, known.values())
    figure, axes = sheet(_HEIGHT, margins)
    places = chart.axis.places or sorted({mark.x for each in chart.series for mark in each.marks if mark.x is not None})
    _draw_across(axes, chart, places)
    _draw_values(axes, chart, places)
    if chart.axis.ideal is not None:
        _draw_ideal(axes, chart.axis.ideal, places)
    for series in chart.series:
        _draw_line(axes, series, known[key(series)])
    _label_ends(axes, chart, [known[key(series)] for series in chart.series], WIDTH - margins[0] - margins[1])
    return Drawing(chart, figure, tuple(hit for series in chart.series for hit in _hits(axes, series)))


def _margins(chart: Chart, known: Iterable[Look]) -> tuple[float, float, float, float]:
    """Return the room around the lines: at the right as much as the longest name at their ends needs."""
    left, right, top, bottom = _MARGINS
    longest = max(len(legible.one_line(look.label)) for look in known)
    room = min(max(right, _BESIDE + _SIGN + _LETTER * longest), WIDTH / 2)
    return left if chart.axis.unit == "×" else _WIDER_MARGIN, room, top, bottom


def _draw_across(axes: Axes, chart: Chart, places: Sequence[float]) -> None:
    first, last = places[0], places[-1]
    if first > 0:
        axes.set_xscale("log", base=2)
        margin = max(last / first, 2) ** _ROOM
        axes.set_xlim(first / margin, last * margin)
    else:
        margin = _ROOM * (last - first or 1)
        axes.set_xlim(first - margin, last + margin)
    shown = _named(axes, places[:: 1 + len(places) // (MOST_TICKS + 1)])
    axes.set_xticks(shown, [fmt.count(place) for place in shown])
    axes.xaxis.set_minor_locator(NullLocator())
    name_axis(axes, chart.axis.across)


def _named(axes: Axes, places: Sequence[float]) -> list[float]:
    """Return the places whose names do not touch that of the next one; the last has its name."""
    kept: list[float] = []
    limit = WIDTH
    for place in reversed(places):
        middle, half = float(axes.transData.transform((place, 1))[0]), _LETTER * len(fmt.count(place)) / 2
        if middle + half <= limit:
            kept.insert(0, place)
            limit = middle - half - _BETWEEN
    return kept


def _draw_values(axes: Axes, chart: Chart, places: Sequence[float]) -> None:
    axis, ends = chart.axis, limits(chart)
    if axis.log:
        axes.set_yscale("log")
        axes.yaxis.set_minor_locator(NullLocator())
    elif axis.ideal is not None and axis.limits is None:
        highest = reach(mark for series in chart.series for mark in series.marks)[1]
        ends = 0.0, 1.08 * max(min(places[-1], axis.ideal), highest)
    axes.set_ylim(*ends)
    heights = ticks(axis, ends)
    axes.set_yticks(heights, [fmt.tick(height, axis.unit) for height in heights])
    left, right = axes.get_xlim()
    rules(axes, [((left, height), (right, height)) for height in heights], zorder=0)
    if axis.reference is not None:
        line = [((left, axis.reference), (right, axis.reference))]
        rules(axes, line, color=ink("mark"), linewidth=1.2, zorder=1)


def _draw_ideal(axes: Axes, bend: float, places: Sequence[float]) -> None:
    """Draw as much for as much up to the bend, and the same from there on, where the ground is shaded."""
    if places[-1] > bend:
        axes.axvspan(bend, axes.get_xlim()[1], color=ink("surface"), linewidth=0, zorder=-1)
    corners = sorted({*places, *([bend] if places[0] <= bend <= places[-1] else [])})
    heights = [min(place, bend) for place in corners]
    axes.plot(corners, heights, color=ink("mark"), linewidth=1.4, linestyle=(0, (1, 2)), zorder=1)


def _draw_line(axes: Axes, series: Series, look: Look) -> None:
    placed = [(mark.x, mark) for mark in series.marks if mark.x is not None]
    known = [(x, ends) for x, mark in placed if (ends := interval(mark)) is not None]
    whiskers(axes, [((x, low), (x, high)) for x, (low, high) in known], ink(look.variable))
    axes.plot(
        [x for x, _ in placed],
        [mark.value for _, mark in placed],
        color=ink(look.variable),
        linewidth=1.8,
        linestyle=look.dash,
        marker=look.marker,
        markersize=look.size,
        markeredgecolor=ink("page"),
        markeredgewidth=0.7,
        clip_on=False,
    )


def _hits(axes: Axes, series: Series) -> list[Hit]:
    return [Hit(axes, mark.x, mark.value, mark.hint) for mark in series.marks if mark.x is not None]


def _label_ends(axes: Axes, chart: Chart, known: Sequence[Look], width: float) -> None:
    """Name each line at its end, so many points from the beginning; names that would touch are moved apart.

    Each has the sign of its line before it: moved apart, colour alone would tell them apart.
    """
    to_height, to_value = axes.transData.transform, axes.transData.inverted().transform
    heights = [float(to_height((1, series.marks[-1].value))[1]) for series in chart.series]
    ends = sorted(zip(heights, known, strict=True), key=lambda end: (end[0], end[1].label))
    apart = spread([height for height, _ in ends], TEXT * 1.25, _HEIGHT - _MARGINS[2])
    sign, name = 1 + _BESIDE / width, 1 + (_BESIDE + _SIGN) / width
    for height, (_, look) in zip(apart, ends, strict=True):
        value = float(to_value((0, height))[1])
        beside = {"color": ink(look.variable), "transform": axes.get_yaxis_transform()}
        marks(axes, [(sign, value)], marker=look.marker, markersize=look.size, **beside)
        write(axes, name, value, legible.one_line(look.label), va="center", **beside)


def spread(places: Sequence[float], gap: float, top: float) -> list[float]:
    """Move sorted places apart so that neighbours are at least `gap` apart; the highest stays below `top`."""
    apart: list[float] = []
    for place in places:
        apart.append(max(place, apart[-1] + gap) if apart else place)
    limit = top
    for index in reversed(range(len(apart))):
        apart[index] = min(apart[index], limit)
        limit = apart[index] - gap
    return apart
