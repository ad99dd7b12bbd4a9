"""Speed-up over worker counts, one chart per workload and target: where there are three or more worker counts."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.experiments.throughput.analysis.panels import ScalingLine, ScalingPanel
from gilbench.experiments.throughput.section.nearness import distance
from gilbench.experiments.throughput.section.scaling_values import (
    COLUMNS,
    cells,
    drawn_lines,
    end,
    highest,
    mark,
    parallel_lines,
    reached,
)
from gilbench.model.blocks import Axis, Chart, Series, Table

PANELS_DRAWN = 24
_COUNTS_NEEDED = 3
_ROOM = 1.08  # above the highest mark


def has_line(panel: ScalingPanel) -> bool:
    """Whether there are enough worker counts for a line to say something."""
    return len(_counts(panel)) >= _COUNTS_NEEDED


def chosen(panels: Sequence[ScalingPanel]) -> tuple[list[ScalingPanel], list[ScalingPanel]]:
    """Split panels into those that are drawn, in their order, and those that are only named."""
    far_first = sorted(panels, key=_farthest, reverse=True)
    drawn = {id(panel) for panel in far_first[:PANELS_DRAWN]}
    return [each for each in panels if id(each) in drawn], [each for each in panels if id(each) not in drawn]


def charts(panels: Sequence[ScalingPanel]) -> tuple[Chart, ...]:
    """Draw each panel, all with the same axes, so that they can be compared."""
    if not panels:
        return ()
    places = tuple(map(float, sorted({count for panel in panels for count in _counts(panel)})))
    reach = max(_reach(panel) for panel in panels)
    ideal = max(min(places[-1], panel.usable_cpus) for panel in panels)
    limits = (0.0, _ROOM * max(reach, ideal))
    return tuple(_chart(panel, places, limits) for panel in panels)


def _chart(panel: ScalingPanel, places: tuple[float, ...], limits: tuple[float, float]) -> Chart:
    """Draw the strategies, the ideal with its bend at the usable CPUs, and the line at 1×."""
    title = f"{panel.workload} on {panel.target}"
    shown = drawn_lines(panel)
    ends = ", ".join(reached(line, end(line)) for line in shown)
    most = fmt.crew(_counts(panel)[-1], "worker", panel.usable_cpus)
    beyond = places[-1] > panel.usable_cpus
    bounded = panel.computes or not beyond  # what waits in part gets on without a CPU then
    across = "workers; shaded: more than CPUs" if bounded and beyond else "workers"
    rows = tuple(cells(line, point) for line in panel.lines for point in line.points)
    return Chart(
        kind="lines",
        title=title,
        finding=f"Speed-up of {title} with {most}: {ends}.",
        axis=Axis(
            "",
            "×",
            limits=limits,
            reference=1.0,
            ideal=float(panel.usable_cpus) if bounded else None,
            across=across,
            places=places,
        ),
        series=tuple(_series(panel, line) for line in shown),
        values=Table(f"{title}: values", COLUMNS, rows, shape="tall"),
        about=panel.target,
    )


def _series(panel: ScalingPanel, line: ScalingLine) -> Series:
    return Series(line.strategy, line.family, "", tuple(mark(panel, line, point) for point in line.points))


def _reach(panel: ScalingPanel) -> float:
    return max(highest(mark(panel, line, point)) for line in drawn_lines(panel) for point in line.points)


def _counts(panel: ScalingPanel) -> list[int]:
    return sorted({point.workers for line in parallel_lines(panel) for point in line.points})


def _farthest(panel: ScalingPanel) -> float:
    return max(distance(point.speedup.value) for line in parallel_lines(panel) for point in line.points)
