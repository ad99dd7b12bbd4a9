"""Speed-up over worker counts, one panel per workload and target: for machines with three or more worker counts."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from gilbench import fmt
from gilbench.model import ScalingLine, ScalingPanel
from gilbench.report.charts.canvas import (
    TEXT,
    Chart,
    Hit,
    distance,
    family_ink,
    ink,
    interval,
    parallel_lines,
    reach,
    rules,
    sheet,
    whiskers,
    write,
)
from gilbench.report.charts.strips import POINT_COLUMNS, point_cells
from gilbench.report.palette import family, in_order

PANELS_DRAWN = 24
COUNTS_NEEDED = 3

_HEIGHT, _MARGINS = 230.0, (34.0, 112.0, 10.0, 42.0)


def has_curve(panel: ScalingPanel) -> bool:
    """Whether there are enough worker counts for a line to say something."""
    return len(_counts(panel)) >= COUNTS_NEEDED


def chosen(panels: Sequence[ScalingPanel]) -> tuple[tuple[ScalingPanel, ...], tuple[ScalingPanel, ...]]:
    """Split panels into those that are drawn, in their order, and those that are only named."""
    far_first = sorted(panels, key=_farthest, reverse=True)
    drawn = {id(panel) for panel in far_first[:PANELS_DRAWN]}
    return (
        tuple(panel for panel in panels if id(panel) in drawn),
        tuple(panel for panel in panels if id(panel) not in drawn),
    )


def draw(panel: ScalingPanel) -> Chart:
    """Draw the best strategy of each family, the ideal with its bend at the usable CPUs, and the line at 1×."""
    figure, axes = sheet(_HEIGHT, _MARGINS)
    counts = _counts(panel)
    best = _best_of_families(panel)
    _draw_frame(axes, panel, counts, _top(panel, best))
    for line in best:
        _draw_line(axes, line)
    _label_ends(axes, best, counts[-1])
    ends = ", ".join(f"{line.strategy} {fmt.ratio(line.points[-1].speedup.value)}" for line in best)
    return Chart(
        figure=figure,
        title=f"{panel.workload} on {panel.target}",
        finding=f"Speed-up of {panel.workload} on {panel.target} at the most workers: {ends}.",
        columns=("strategy", *POINT_COLUMNS),
        rows=tuple((line.strategy, *point_cells(point)) for line in panel.lines for point in line.points),
        hits=tuple(hit for line in best for hit in _hits(axes, line)),
    )


def _draw_frame(axes: Axes, panel: ScalingPanel, counts: Sequence[int], top: float) -> None:
    axes.set_xscale("log", base=2)
    left, right = counts[0] * 0.93, counts[-1] * 1.08
    axes.set_xlim(left, right)
    axes.set_ylim(0, top)
    axes.set_xticks(counts, [str(count) for count in counts])
    axes.xaxis.set_minor_locator(NullLocator())
    heights = list(range(int(top) + 1))
    ticks = heights[:: 1 + len(heights) // 7]
    axes.set_yticks(ticks, [f"{tick}×" for tick in ticks])
    rules(axes, [((left, tick), (right, tick)) for tick in ticks], zorder=0)
    rules(axes, [((left, 1), (right, 1))], color=ink("mark"), linewidth=1.2, zorder=1)
    cpus = panel.usable_cpus
    if counts[-1] > cpus:
        axes.axvspan(cpus, right, color=ink("surface"), linewidth=0, zorder=-1)
    bends = sorted({*counts, cpus} & set(range(counts[0], counts[-1] + 1)))
    ideal = [min(count, cpus) for count in bends]
    axes.plot(bends, ideal, color=ink("mark"), linewidth=1.4, linestyle=(0, (1, 2)), zorder=1)
    words = "workers (dotted: ideal; shaded: more than CPUs)" if counts[-1] > cpus else "workers (dotted: ideal)"
    axes.set_xlabel(words, fontsize=TEXT, color=ink("ink"), labelpad=5)


def _draw_line(axes: Axes, line: ScalingLine) -> None:
    look, colour = family(line.family), family_ink(line.family)
    known = [(point.workers, ends) for point in line.points if (ends := interval(point.speedup)) is not None]
    whiskers(axes, [((workers, low), (workers, high)) for workers, (low, high) in known], colour)
    axes.plot(
        [point.workers for point in line.points],
        [point.speedup.value for point in line.points],
        color=colour,
        linewidth=1.8,
        linestyle=look.dash,
        marker=look.marker,
        markersize=look.size,
        markeredgecolor=ink("page"),
        markeredgewidth=0.7,
        clip_on=False,
    )


def _hits(axes: Axes, line: ScalingLine) -> list[Hit]:
    return [
        Hit(
            axes,
            point.workers,
            point.speedup.value,
            f"{line.strategy}, {fmt.plural(point.workers, 'worker')}: {fmt.ratio_interval(point.speedup)}",
        )
        for point in line.points
    ]


def _label_ends(axes: Axes, lines: Sequence[ScalingLine], workers: int) -> None:
    """Name each line at its end; names that would touch are moved apart."""
    ends = sorted((line.points[-1].speedup.value, line.family) for line in lines)
    top = axes.get_ylim()[1]
    gap = top * TEXT * 1.25 / (_HEIGHT - _MARGINS[2] - _MARGINS[3])
    for y, (_, name) in zip(spread([value for value, _ in ends], gap, top), ends, strict=True):
        write(axes, workers * 1.16, y, family(name).label, va="center", color=family_ink(name))


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


def _best_of_families(panel: ScalingPanel) -> tuple[ScalingLine, ...]:
    by_family: dict[str, list[ScalingLine]] = {}
    for line in parallel_lines(panel):
        by_family.setdefault(line.family, []).append(line)
    return tuple(
        max(by_family[name], key=lambda line: line.points[-1].speedup.value) for name in in_order(set(by_family))
    )


def _counts(panel: ScalingPanel) -> list[int]:
    return sorted({point.workers for line in parallel_lines(panel) for point in line.points})


def _top(panel: ScalingPanel, lines: Sequence[ScalingLine]) -> float:
    ideal = min(_counts(panel)[-1], panel.usable_cpus)
    return 1.08 * max(ideal, reach([point.speedup for line in lines for point in line.points])[1])


def _farthest(panel: ScalingPanel) -> float:
    return max(distance(point.speedup.value) for line in parallel_lines(panel) for point in line.points)
