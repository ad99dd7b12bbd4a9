"""A group of horizontal bars per thing, each bar with its name before it and its value behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import NullLocator

from gilbench import fmt, legible
from gilbench.model.blocks import Chart, Mark, Series
from gilbench.report.charts.canvas import (
    SMALL,
    WIDTH,
    Drawing,
    Hit,
    Segment,
    ink,
    interval,
    name_axis,
    rules,
    sheet,
    write,
)
from gilbench.report.charts.looks import Key, Look, key, looks
from gilbench.report.charts.scale import limits, ticks

_MARGINS = (104.0, 78.0, 4.0, 42.0)
_NAME, _BAR, _PITCH, _GAP = 20.0, 10.0, 15.0, 8.0
_BASELINE = 14.0
_MOST_TICKS = 4
_LONGEST, _LONGEST_ROW = 16, 40  # letters
_BESIDE = 6.0  # points between a text and what it belongs to


@dataclass(frozen=True)
class _Bar:
    """A mark as a bar, and where its middle stands."""

    series: Series
    mark: Mark
    y: float


def draw(chart: Chart) -> Drawing:
    """Draw a chart of bars; a bar begins at the left end, which on a log axis is no zero."""
    groups = _groups(chart)
    known = looks(chart)
    bars, tops, bottom = _placed(groups)
    figure, axes = sheet(_MARGINS[2] + bottom + _MARGINS[3], _MARGINS)
    _draw_frame(axes, chart, bottom)
    _draw_bars(axes, bars, known)
    _draw_intervals(axes, bars)
    width = WIDTH - _MARGINS[0] - _MARGINS[1]
    for row, top in tops.items():
        name = legible.shortened(legible.one_line(row), _LONGEST_ROW)
        _at(axes, -_MARGINS[0] / width, top + _BASELINE, name, bold=True)
    for bar in bars:
        name = legible.shortened(legible.one_line(bar.series.name), _LONGEST)
        _at(axes, -_BESIDE / width, bar.y, name, ha="right", va="center", color=ink("muted"))
        value = fmt.quantity(bar.mark.value, chart.axis.unit)
        _at(axes, 1 + _BESIDE / width, bar.y, value, va="center")
    return Drawing(chart, figure, tuple(Hit(axes, bar.mark.value, bar.y, bar.mark.hint) for bar in bars))


def _groups(chart: Chart) -> dict[str, list[Series]]:
    found: dict[str, list[Series]] = {}
    for series in chart.series:
        found.setdefault(series.row, []).append(series)
    return found


def _placed(groups: dict[str, list[Series]]) -> tuple[list[_Bar], dict[str, float], float]:
    """Return the bars, where each group begins, and where the last one ends."""
    bars, tops, y = [], {}, 0.0
    for row, members in groups.items():
        tops[row] = y
        y += _NAME
        for series in members:
            for mark in series.marks:
                bars.append(_Bar(series, mark, y + _PITCH / 2))
                y += _PITCH
        y += _GAP
    return bars, tops, y


def _draw_frame(axes: Axes, chart: Chart, bottom: float) -> None:
    ends = limits(chart)
    if chart.axis.log:
        ends = (ends[0] / 1.5, ends[1])  # so that the shortest bar is one
        axes.set_xscale("log")
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(*ends)
    axes.set_ylim(bottom, 0)
    axes.set_yticks([])
    places = ticks(chart.axis, ends, _MOST_TICKS)
    axes.set_xticks(places, [fmt.tick(place, chart.axis.unit) for place in places])
    rules(axes, [((place, 0), (place, bottom)) for place in places], zorder=0)
    if chart.axis.reference is not None:
        line = [((chart.axis.reference, 0), (chart.axis.reference, bottom))]
        rules(axes, line, color=ink("mark"), linewidth=1.4, zorder=1)
    name_axis(axes, chart.axis.label)


def _draw_bars(axes: Axes, bars: Sequence[_Bar], known: Mapping[Key, Look]) -> None:
    """Draw bars, hollow where nothing may be concluded from them; those that look alike as one path."""
    left = axes.get_xlim()[0]
    alike: dict[tuple[str, str], list[Path]] = {}
    for bar in bars:
        colour, top = ink(known[key(bar.series)].variable), bar.y - _BAR / 2
        corners = [(left, top), (bar.mark.value, top), (bar.mark.value, top + _BAR), (left, top + _BAR), (left, top)]
        alike.setdefault((colour if bar.mark.clear else ink("page"), colour), []).append(Path(corners, closed=True))
    for (fill, colour), shapes in alike.items():
        path = Path.make_compound_path(*shapes)
        axes.add_patch(PathPatch(path, facecolor=fill, edgecolor=colour, linewidth=1.2, clip_on=False))


def _draw_intervals(axes: Axes, bars: Sequence[_Bar]) -> None:
    """Draw intervals as lines with ends."""
    left, lines = axes.get_xlim()[0], list[Segment]()
    for bar in bars:
        if (ends := interval(bar.mark)) is not None:
            low, high = max(ends[0], left), ends[1]
            lines += [((low, bar.y), (high, bar.y))]
            lines += [((x, bar.y - _BAR / 4), (x, bar.y + _BAR / 4)) for x in (low, high)]
    rules(axes, lines, color=ink("ink"), linewidth=1.4, zorder=5)


def _at(axes: Axes, across: float, y: float, text: str, *, bold: bool = False, **style: object) -> None:
    """Write beside the axes: across in their width, down in rows."""
    weight = {"fontweight": "bold"} if bold else {"fontsize": SMALL}
    write(axes, across, y, text, transform=axes.get_yaxis_transform(), **{**weight, **style})
