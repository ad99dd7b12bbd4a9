"""Speed-up at the highest worker count, one chart per target: where there are one or two worker counts."""

from collections.abc import Sequence

from gilbench.experiments.throughput.analysis.panels import ScalingLine, ScalingPanel, ScalingPoint
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
from gilbench.model.blocks import Axis, Chart, Column, Series, Table
from gilbench.plan.classes import in_words

ROWS_DRAWN = 24


def charts(panels: Sequence[ScalingPanel]) -> tuple[Chart, ...]:
    """Return a chart per target, all on one scale, so that they can be compared."""
    by_target: dict[str, list[ScalingPanel]] = {}
    for panel in panels:
        if parallel_lines(panel):
            by_target.setdefault(panel.target, []).append(panel)
    split = [chosen(members) for members in by_target.values()]
    axis = _axis([panel for drawn, _ in split for panel in drawn])
    return tuple(_chart(drawn, undrawn, axis) for drawn, undrawn in split)


def chosen(panels: Sequence[ScalingPanel]) -> tuple[list[ScalingPanel], list[ScalingPanel]]:
    """Split the panels of one target into those that are drawn, in their order, and those that are only named."""
    far_first = sorted(panels, key=_farthest, reverse=True)
    drawn = {id(panel) for panel in far_first[:ROWS_DRAWN]}
    return [each for each in panels if id(each) in drawn], [each for each in panels if id(each) not in drawn]


def _axis(panels: Sequence[ScalingPanel]) -> Axis:
    ends = [(panel, line, point) for panel in panels for line, point in _ends(panel)]
    ideal = max((min(point.workers, panel.usable_cpus) for panel, _, point in ends), default=1)
    reach = max((highest(mark(*end)) for end in ends), default=1.0)
    label = f"speed-up against serial (dotted: ideal {ideal}×)"
    return Axis(label, "×", limits=(0.0, 1.05 * max(ideal, reach)), reference=1.0, ideal=float(ideal))


def _chart(drawn: Sequence[ScalingPanel], undrawn: Sequence[ScalingPanel], axis: Axis) -> Chart:
    title = f"Speed-up against serial on {drawn[0].target}"
    return Chart(
        kind="points",
        title=title,
        finding=_finding(drawn, title),
        axis=axis,
        series=tuple(
            Series(line.strategy, line.family, panel.workload, (mark(panel, line, point),))
            for panel in drawn
            for line, point in _ends(panel)
        ),
        details=tuple((panel.workload, in_words(panel.workload_class)) for panel in drawn),
        values=_values(title, drawn),
        undrawn=tuple(panel.workload for panel in undrawn),
        about=drawn[0].target,
    )


def _values(title: str, panels: Sequence[ScalingPanel]) -> Table:
    rows = (
        (panel.workload, *cells(line, point))
        for panel in panels
        for line in parallel_lines(panel)
        for point in _told(line)
    )
    return Table(f"{title}: values", (Column("workload"), *COLUMNS), tuple(rows), shape="tall")


def _told(line: ScalingLine) -> tuple[ScalingPoint, ...]:
    """Return the points whose values are listed: each has its own serial fraction, which one worker cannot have."""
    return tuple(point for point in line.points if point.workers > 1) or line.points


def _ends(panel: ScalingPanel) -> list[tuple[ScalingLine, ScalingPoint]]:
    return [(line, end(line)) for line in drawn_lines(panel)]


def _farthest(panel: ScalingPanel) -> float:
    return max(distance(point.speedup.value) for _, point in _ends(panel))


def _finding(panels: Sequence[ScalingPanel], title: str) -> str:
    """Say of each workload what gains most, and what threads do where they are not that."""
    return f"{title}: {'; '.join(f'{panel.workload}, {_of_panel(panel)}' for panel in panels)}."


def _of_panel(panel: ScalingPanel) -> str:
    ends = _ends(panel)
    best = max(ends, key=lambda each: each[1].speedup.value)
    threads = next((each for each in ends if each[0].family == "threads"), best)
    return " and ".join(dict.fromkeys([reached(*best), reached(*threads)]))
