"""Speed-up over worker counts, one chart per workload and target: for machines with three or more worker counts."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.experiments.throughput.analysis.panels import ScalingLine, ScalingPanel
from gilbench.experiments.throughput.section.nearness import distance
from gilbench.experiments.throughput.section.scaling_values import COLUMNS, cells, mark, parallel_lines
from gilbench.model.blocks import Axis, Chart, Series, Table
from gilbench.plan.classes import FAMILY_ORDER

PANELS_DRAWN = 24
_COUNTS_NEEDED = 3


def has_line(panel: ScalingPanel) -> bool:
    """Whether there are enough worker counts for a line to say something."""
    return len(_counts(panel)) >= _COUNTS_NEEDED


def chosen(panels: Sequence[ScalingPanel]) -> tuple[list[ScalingPanel], list[ScalingPanel]]:
    """Split panels into those that are drawn, in their order, and those that are only named."""
    far_first = sorted(panels, key=_farthest, reverse=True)
    drawn = {id(panel) for panel in far_first[:PANELS_DRAWN]}
    return [each for each in panels if id(each) in drawn], [each for each in panels if id(each) not in drawn]


def chart(panel: ScalingPanel) -> Chart:
    """Draw the best strategy of each family, the ideal with its bend at the usable CPUs, and the line at 1×."""
    best = _best_of_families(panel)
    title = f"{panel.workload} on {panel.target}"
    ends = ", ".join(f"{line.strategy} {fmt.ratio(line.points[-1].speedup.value)}" for line in best)
    most = fmt.crew(_counts(panel)[-1], "worker", panel.usable_cpus)
    beyond = "; shaded: more than CPUs" if _counts(panel)[-1] > panel.usable_cpus else ""
    rows = tuple(cells(line, point) for line in panel.lines for point in line.points)
    return Chart(
        kind="lines",
        title=title,
        finding=f"Speed-up of {title} with {most}: {ends}.",
        axis=Axis(
            "",
            "×",
            reference=1.0,
            ideal=float(panel.usable_cpus),
            across=f"workers (dotted: ideal{beyond})",
        ),
        series=tuple(
            Series(line.strategy, line.family, "", tuple(mark(panel, line, point) for point in line.points))
            for line in best
        ),
        values=Table(f"{title}: values", COLUMNS, rows, shape="tall"),
        about=panel.target,
    )


def _best_of_families(panel: ScalingPanel) -> list[ScalingLine]:
    by_family: dict[str, list[ScalingLine]] = {}
    for line in parallel_lines(panel):
        by_family.setdefault(line.family, []).append(line)
    ordered = sorted(by_family, key=lambda name: (FAMILY_ORDER.index(name) if name in FAMILY_ORDER else 99, name))
    return [max(by_family[name], key=lambda line: line.points[-1].speedup.value) for name in ordered]


def _counts(panel: ScalingPanel) -> list[int]:
    return sorted({point.workers for line in parallel_lines(panel) for point in line.points})


def _farthest(panel: ScalingPanel) -> float:
    return max(distance(point.speedup.value) for line in parallel_lines(panel) for point in line.points)
