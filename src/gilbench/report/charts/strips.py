"""Speed-up at the highest worker count, one strip per target: for machines with one or two worker counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from matplotlib.axes import Axes

from gilbench import fmt
from gilbench.model import ScalingLine, ScalingPanel, ScalingPoint
from gilbench.report.charts.canvas import (
    SMALL,
    TEXT,
    Chart,
    Hit,
    distance,
    family_ink,
    ink,
    interval,
    marks,
    parallel_lines,
    reach,
    rules,
    sheet,
    whiskers,
    write,
)
from gilbench.report.palette import family, in_order

ROWS_DRAWN = 24

_MARGINS = (12.0, 12.0, 4.0, 42.0)
_MOST_TICKS = 7
_LONGEST = 24  # letters of a name: two stand side by side
_NAME, _LANE, _GAP = 18.0, 9.5, 7.0


@dataclass(frozen=True)
class _Mark:
    """A strategy's speed-up at its highest worker count, and where it stands."""

    line: ScalingLine
    point: ScalingPoint
    y: float


@dataclass(frozen=True)
class Scale:
    """What the strips of one page share, so that they can be compared: axis, lanes and the ideal."""

    families: tuple[str, ...]
    ideal: int
    right: float


def chosen(panels: Sequence[ScalingPanel]) -> tuple[tuple[ScalingPanel, ...], tuple[ScalingPanel, ...]]:
    """Split the panels of one target into those that are drawn, in their order, and those that are only named."""
    far_first = sorted((panel for panel in panels if _ends(panel)), key=_farthest, reverse=True)
    drawn = {id(panel) for panel in far_first[:ROWS_DRAWN]}
    return (
        tuple(panel for panel in panels if id(panel) in drawn),
        tuple(panel for panel in panels if id(panel) not in drawn),
    )


def common_scale(panels: Sequence[ScalingPanel]) -> Scale:
    """Find the scale that suits all of these panels; at least one must have a point."""
    ends = [(panel, line, point) for panel in panels for line, point in _ends(panel)]
    ideal = max(min(point.workers, panel.usable_cpus) for panel, _, point in ends)
    highest = reach([point.speedup for _, _, point in ends])[1]
    return Scale(in_order({line.family for _, line, _ in ends}), ideal, 1.05 * max(ideal, highest))


def draw(panels: Sequence[ScalingPanel], scale: Scale) -> Chart:
    """Draw one row per workload, one lane per family in it, one mark with its interval per strategy."""
    step = _NAME + _LANE * len(scale.families) + _GAP
    rows = [_placed(panel, scale, index * step) for index, panel in enumerate(panels)]
    bottom = step * len(panels)
    figure, axes = sheet(_MARGINS[2] + bottom + _MARGINS[3], _MARGINS)
    axes.set_xlim(0, scale.right)
    axes.set_ylim(bottom, 0)
    _draw_frame(axes, scale, bottom)
    _draw_names(axes, panels, step, scale.right)
    everything = list(chain.from_iterable(rows))
    for name in scale.families:
        _draw_family(axes, name, [mark for mark in everything if mark.line.family == name])
    target = panels[0].target
    return Chart(
        figure=figure,
        title=f"Speed-up against serial on {target}",
        finding=_finding(panels, rows, target),
        columns=("workload", "strategy", *POINT_COLUMNS),
        rows=tuple(
            (panel.workload, line.strategy, *point_cells(point))
            for panel in panels
            for line in parallel_lines(panel)
            for point in _told(line)
        ),
        hits=tuple(_hit(axes, mark) for mark in everything),
    )


POINT_COLUMNS = ("workers", "speed-up", "efficiency", "serial fraction")


def point_cells(point: ScalingPoint) -> tuple[str, ...]:
    """Write one point of a scaling line, in the order of POINT_COLUMNS."""
    return (
        fmt.count(point.workers),
        fmt.ratio_interval(point.speedup),
        fmt.share(point.efficiency),
        fmt.share_interval(point.serial_fraction),
    )


def _told(line: ScalingLine) -> tuple[ScalingPoint, ...]:
    """Return the points whose values are listed: each has its own serial fraction, which one worker cannot have."""
    return tuple(point for point in line.points if point.workers > 1) or line.points


def _placed(panel: ScalingPanel, scale: Scale, top: float) -> list[_Mark]:
    lanes = {name: top + _NAME + _LANE * (index + 0.5) for index, name in enumerate(scale.families)}
    return [_Mark(line, point, lanes[line.family]) for line, point in _ends(panel)]


def _draw_frame(axes: Axes, scale: Scale, bottom: float) -> None:
    halves = [value / 2 for value in range(int(scale.right * 2) + 1)]
    wholes = [value for value in halves if value == int(value)]
    ticks = halves if len(halves) <= _MOST_TICKS else wholes[:: 1 + len(wholes) // _MOST_TICKS]
    rules(axes, [((tick, 0), (tick, bottom)) for tick in ticks], zorder=0)
    rules(axes, [((1, 0), (1, bottom))], color=ink("mark"), linewidth=1.4, zorder=1)
    dots = (0, (1, 2))
    rules(axes, [((scale.ideal, 0), (scale.ideal, bottom))], color=ink("mark"), linewidth=1.4, linestyle=dots, zorder=1)
    axes.set_yticks([])
    axes.set_xticks(ticks, [f"{tick:g}×" for tick in ticks])
    words = f"speed-up against serial (dotted: ideal {scale.ideal}×)"
    axes.set_xlabel(words, fontsize=TEXT, color=ink("ink"), labelpad=5)


def _draw_names(axes: Axes, panels: Sequence[ScalingPanel], step: float, right: float) -> None:
    edges = [index * step for index in range(1, len(panels))]
    rules(axes, [((0, edge), (right, edge)) for edge in edges], color=ink("rule"), linewidth=1.0)
    for index, panel in enumerate(panels):
        y = index * step + 14
        write(axes, 0, y, fmt.shortened(fmt.one_line(panel.workload), _LONGEST), fontweight="bold")
        words = fmt.shortened(fmt.one_line(panel.workload_class), _LONGEST)
        write(axes, right, y, words, fontsize=SMALL, color=ink("muted"), ha="right")


def _draw_family(axes: Axes, name: str, members: Sequence[_Mark]) -> None:
    colour = family_ink(name)
    bars = [
        ((ends[0], mark.y), (ends[1], mark.y)) for mark in members if (ends := interval(mark.point.speedup)) is not None
    ]
    whiskers(axes, bars, colour)
    points = [(mark.point.speedup.value, mark.y) for mark in members]
    look = family(name)
    marks(axes, points, marker=look.marker, markersize=look.size, markerfacecolor=colour, markeredgecolor=ink("page"))


def _hit(axes: Axes, mark: _Mark) -> Hit:
    what = f"{mark.line.strategy}, {fmt.plural(mark.point.workers, 'worker')}"
    return Hit(axes, mark.point.speedup.value, mark.y, f"{what}: {fmt.ratio_interval(mark.point.speedup)}")


def _ends(panel: ScalingPanel) -> list[tuple[ScalingLine, ScalingPoint]]:
    return [(line, max(line.points, key=lambda point: point.workers)) for line in parallel_lines(panel)]


def _farthest(panel: ScalingPanel) -> float:
    return max(distance(point.speedup.value) for _, point in _ends(panel))


def _finding(panels: Sequence[ScalingPanel], rows: Sequence[Sequence[_Mark]], target: str) -> str:
    parts = []
    for panel, row in zip(panels, rows, strict=True):
        best = max(row, key=lambda mark: mark.point.speedup.value)
        parts.append(f"{panel.workload} reaches {fmt.ratio(best.point.speedup.value)} with {best.line.strategy}")
    return f"Speed-up against serial on {target}: {'; '.join(parts)}."
