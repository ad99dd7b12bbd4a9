"""What every chart shares: the drawing that comes of it, its sheet, its colours and its type sizes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from gilbench.legible import one_line
from gilbench.model.blocks import Chart, Lanes, Mark
from gilbench.report.palette import sentinels

# Sizes are in points; a page shows them one to one on a phone and a little larger on a desk.
WIDTH = 360.0
TEXT, SMALL = 12.5, 11.5

Point = tuple[float, float]
Segment = tuple[Point, Point]

_SENTINELS = sentinels()


@dataclass(frozen=True)
class Hit:
    """A mark whose figures are shown when the pointer rests on it."""

    axes: Axes
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """A chart as drawn."""

    chart: Chart | Lanes
    figure: Figure
    hits: tuple[Hit, ...]


def sheet(height: float, margins: tuple[float, float, float, float]) -> tuple[Figure, Axes]:
    """Return a figure of the common width and its axes; margins (points) are left, right, top, bottom."""
    left, right, top, bottom = margins
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    box = (left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH, (height - top - bottom) / height)
    axes = figure.add_axes(box)
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, pad=4, labelsize=SMALL, labelcolor=ink("muted"))
    return figure, axes


def ink(name: str) -> str:
    """Return the stand-in for a CSS variable of the palette."""
    return _SENTINELS[name]


def write(axes: Axes, x: float, y: float, text: str, **style: object) -> None:
    """Write a text as it is, on one line: names come from users and are never markup for formulas."""
    defaults: dict[str, object] = {"fontsize": TEXT, "color": ink("ink"), "va": "baseline", "ha": "left"}
    axes.text(x, y, one_line(text), parse_math=False, **{**defaults, **style})  # type: ignore[arg-type]


def name_axis(axes: Axes, text: str) -> None:
    """Write what the horizontal axis is below it."""
    axes.set_xlabel(one_line(text), fontsize=TEXT, color=ink("ink"), labelpad=5, parse_math=False)


def rules(axes: Axes, segments: Iterable[Segment], **style: object) -> None:
    """Draw straight lines between pairs of points in data coordinates, all as one path: pages get mailed."""
    ends = list(segments)
    xs = [x for (start, _), (end, _) in ends for x in (start, end, nan)]
    ys = [y for (_, start), (_, end) in ends for y in (start, end, nan)]
    defaults: dict[str, object] = {"color": ink("rule"), "linewidth": 0.7, "clip_on": False}
    axes.add_line(Line2D(xs, ys, **{**defaults, **style}))  # type: ignore[arg-type]


def whiskers(axes: Axes, intervals: Iterable[Segment], colour: str) -> None:
    """Draw intervals as thin bars behind their marks, in full colour: what is paler cannot be seen by everybody."""
    rules(axes, intervals, color=colour, linewidth=1.4, solid_capstyle="butt")


def marks(axes: Axes, points: Sequence[Point], **style: object) -> None:
    """Draw markers, all in one style."""
    defaults: dict[str, object] = {"linestyle": "none", "markersize": 6.0, "markeredgewidth": 0.7, "clip_on": False}
    axes.plot([x for x, _ in points], [y for _, y in points], **{**defaults, **style})  # type: ignore[arg-type]


def interval(mark: Mark) -> tuple[float, float] | None:
    """Return the two ends of the interval, or None where there is none."""
    return None if mark.low is None or mark.high is None else (mark.low, mark.high)


def reach(drawn: Iterable[Mark]) -> tuple[float, float]:
    """Return the lowest and the highest value that the marks and their intervals come to."""
    ends = [end for mark in drawn for end in (interval(mark) or (mark.value,))]
    return min(ends), max(ends)
