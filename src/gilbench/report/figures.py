"""The figures of a page: which charts are drawn, their ids, and what is named instead of drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from gilbench.model import InterpreterRow, ScalingPanel
from gilbench.report import laws
from gilbench.report.charts import curves, forest, strips
from gilbench.report.charts.canvas import Chart, parallel_lines
from gilbench.report.svg import embed


@dataclass(frozen=True)
class Drawing:
    """A chart in the page, and its values as a table."""

    id: str
    title: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    undrawn: tuple[str, ...]  # what would have been one row too many


@dataclass(frozen=True)
class Scaling:
    """The charts of the scaling section."""

    strips: tuple[Drawing, ...]
    curves: tuple[Drawing, ...]
    laws: tuple[tuple[str, ...], ...]  # of their lines, in the order of laws.COLUMNS
    undrawn: tuple[str, ...]  # panels that would have been one too many


def scaling(panels: Sequence[ScalingPanel]) -> Scaling:
    """Draw lines where there are enough worker counts, strips for the rest."""
    with_points = [panel for panel in panels if parallel_lines(panel)]
    short = [panel for panel in with_points if not curves.has_curve(panel)]
    drawn, undrawn = curves.chosen([panel for panel in with_points if curves.has_curve(panel)])
    return Scaling(
        strips=_strips(short),
        curves=tuple(_drawing(curves.draw(panel), f"curve-{index}") for index, panel in enumerate(drawn)),
        laws=laws.rows(drawn),
        undrawn=tuple(f"{panel.workload} on {panel.target}" for panel in undrawn),
    )


def pairs(rows: Sequence[InterpreterRow], margin: float) -> tuple[Drawing, ...]:
    """Draw one forest plot per pair of targets; all its rows are in its table."""
    by_pair: dict[tuple[str, str], list[InterpreterRow]] = {}
    for row in rows:
        by_pair.setdefault((row.base, row.other), []).append(row)
    drawings = []
    for index, members in enumerate(by_pair.values()):
        drawn, rest = forest.chosen(members)
        undrawn = tuple(f"{row.workload} with {row.strategy}" for row in rest)
        drawing = _drawing(forest.draw(drawn, margin), f"pair-{index}", undrawn)
        drawings.append(replace(drawing, rows=tuple(forest.value_row(row) for row in (*drawn, *rest))))
    return tuple(drawings)


def _strips(panels: Sequence[ScalingPanel]) -> tuple[Drawing, ...]:
    by_target: dict[str, list[ScalingPanel]] = {}
    for panel in panels:
        by_target.setdefault(panel.target, []).append(panel)
    chosen = [strips.chosen(members) for members in by_target.values()]
    if not chosen:
        return ()
    scale = strips.common_scale([panel for drawn, _ in chosen for panel in drawn])
    return tuple(
        _drawing(strips.draw(drawn, scale), f"strip-{index}", tuple(panel.workload for panel in undrawn))
        for index, (drawn, undrawn) in enumerate(chosen)
    )


def _drawing(chart: Chart, name: str, undrawn: tuple[str, ...] = ()) -> Drawing:
    return Drawing(name, chart.title, embed(chart, name=name), chart.columns, chart.rows, undrawn)
