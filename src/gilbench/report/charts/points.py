"""One row per thing, marks with their intervals along a horizontal axis, a lane in the row for each of its looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from gilbench import fmt, legible
from gilbench.model.blocks import Chart, Mark, Series
from gilbench.report.charts.canvas import (
    SMALL,
    Drawing,
    Hit,
    ink,
    interval,
    marks,
    name_axis,
    rules,
    sheet,
    whiskers,
    write,
)
from gilbench.report.charts.looks import Key, Look, key, looks
from gilbench.report.charts.scale import limits, ticks

_MARGINS = (12.0, 12.0, 4.0, 42.0)
_ENDS = 18.0  # above the rows, for what lower and higher values mean
_NAME, _LANE, _GAP = 18.0, 9.5, 7.0
_BASELINE = 14.0
_LONGEST, _LONGEST_DETAIL = 40, 24  # letters: name and detail stand side by side


@dataclass(frozen=True)
class _Placed:
    """A mark, its series, and where it stands."""

    series: Series
    mark: Mark
    y: float


@dataclass(frozen=True)
class _Sheet:
    """The axes with what their parts need to know."""

    axes: Axes
    chart: Chart
    ends: tuple[float, float]
    tops: Mapping[str, float]  # of each row, in their order
    bottom: float


def draw(chart: Chart) -> Drawing:
    """Draw a chart of points."""
    known = looks(chart)
    lanes = _lanes(chart, list(known))
    heights = [_NAME + _LANE * max(1, len(own)) + _GAP for own in lanes.values()]
    *tops, below = accumulate(heights, initial=0.0)
    left, right, top, bottom = _MARGINS
    top += _ENDS if any(chart.axis.ends) else 0.0
    figure, axes = sheet(top + below + bottom, (left, right, top, bottom))
    shown = _Sheet(axes, chart, limits(chart), dict(zip(lanes, tops, strict=True)), below)
    _draw_frame(shown)
    _write_rows(shown)
    placed = _placed(shown, lanes)
    for name, look in known.items():
        _draw_look(axes, look, [each for each in placed if key(each.series) == name])
    return Drawing(chart, figure, tuple(Hit(axes, each.mark.value, each.y, each.mark.hint) for each in placed))


def _lanes(chart: Chart, known: Sequence[Key]) -> dict[str, list[Key]]:
    """Return the looks of each row, in their order: a row has no lane for what it has not."""
    rows: dict[str, set[Key]] = {}
    for series in chart.series:
        rows.setdefault(series.row, set()).add(key(series))
    return {row: [each for each in known if each in own] for row, own in rows.items()}


def _placed(shown: _Sheet, lanes: Mapping[str, Sequence[Key]]) -> list[_Placed]:
    return [
        _Placed(series, mark, shown.tops[series.row] + _NAME + _LANE * (lanes[series.row].index(key(series)) + 0.5))
        for series in shown.chart.series
        for mark in series.marks
    ]


def _draw_frame(shown: _Sheet) -> None:
    axes, axis, (low, high), bottom = shown.axes, shown.chart.axis, shown.ends, shown.bottom
    if axis.log:
        axes.set_xscale("log")
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(low, high)
    axes.set_ylim(bottom, 0)
    axes.set_yticks([])
    places = ticks(axis, shown.ends)
    axes.set_xticks(places, [fmt.tick(place, axis.unit) for place in places])
    rules(axes, [((place, 0), (place, bottom)) for place in places], zorder=0)
    rules(axes, [((low, top), (high, top)) for top in shown.tops.values()], linewidth=1.0)
    if axis.reference is not None:
        _draw_reference(axes, shown, axis.reference)
    if axis.ideal is not None:
        line = [((axis.ideal, 0), (axis.ideal, bottom))]
        rules(axes, line, color=ink("mark"), linewidth=1.4, linestyle=(0, (1, 2)), zorder=1)
    name_axis(axes, axis.label)
    for place, words, side in ((low, f"← {axis.ends[0]}", "left"), (high, f"{axis.ends[1]} →", "right")):
        if any(axis.ends):
            write(axes, place, -8, words, fontsize=SMALL, color=ink("muted"), ha=side)


def _draw_reference(axes: Axes, shown: _Sheet, reference: float) -> None:
    band = shown.chart.axis.band
    if band is not None:
        axes.axvspan(reference * (1 - band), reference * (1 + band), color=ink("surface"), linewidth=0, zorder=-1)
    line = [((reference, 0), (reference, shown.bottom))]
    rules(axes, line, color=ink("mark"), linewidth=1.4, zorder=1)


def _write_rows(shown: _Sheet) -> None:
    """Name each row; words at its right end are as strong as its marks where these are of one look."""
    details, several = dict(reversed(shown.chart.details)), len(looks(shown.chart)) > 1
    clear = {series.row for series in shown.chart.series if any(mark.clear for mark in series.marks)}
    for row, top in shown.tops.items():
        y, strong = top + _BASELINE, row in clear
        detail = legible.shortened(legible.one_line(details.get(row, "")), _LONGEST_DETAIL)
        name = _fitting(row, _LONGEST - (len(detail) // 2 if several else 0))
        weight = "bold" if several else "normal"
        write(shown.axes, shown.ends[0], y, name, color=ink("ink" if strong else "muted"), fontweight=weight)
        style = {"fontsize": SMALL, "color": ink("muted")} if several or not strong else {"fontweight": "bold"}
        if detail:
            write(shown.axes, shown.ends[1], y, detail, ha="right", **style)


def _fitting(name: str, longest: int) -> str:
    """Cut a name of two parts in its first: the second is what its neighbours differ in."""
    head, dot, tail = legible.one_line(name).partition(" · ")
    rest = f"{dot}{tail}"
    return legible.shortened(f"{legible.shortened(head, max(4, longest - len(rest)))}{rest}", longest)


def _draw_look(axes: Axes, look: Look, members: Sequence[_Placed]) -> None:
    filled = {"markeredgecolor": ink("page")} if look.label else {"markeredgewidth": 1.3}
    for clear in (False, True):
        some = [each for each in members if each.mark.clear is clear]
        colour = ink(look.variable if clear else "mark")
        bars = [((ends[0], each.y), (ends[1], each.y)) for each in some if (ends := interval(each.mark)) is not None]
        whiskers(axes, bars, colour)
        style = filled if clear else {"markeredgewidth": 1.3}
        points = [(each.mark.value, each.y) for each in some]
        edge = {"markeredgecolor": colour, **style}
        fill = colour if clear else ink("page")
        marks(axes, points, marker=look.marker, markersize=look.size, markerfacecolor=fill, **edge)
