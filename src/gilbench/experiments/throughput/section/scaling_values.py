"""What both kinds of scaling charts list."""

from gilbench import fmt
from gilbench.experiments.throughput.analysis.panels import ScalingLine, ScalingPanel, ScalingPoint
from gilbench.model.blocks import Column, Mark

COLUMNS = (
    Column("strategy"),
    Column("workers", numeric=True),
    Column("speed-up", numeric=True),
    Column("efficiency", numeric=True),
    Column("serial fraction", numeric=True),
)


def parallel_lines(panel: ScalingPanel) -> tuple[ScalingLine, ...]:
    """Return the lines to draw: serial code is the line at 1× anyway."""
    return tuple(line for line in panel.lines if line.points and line.family != "serial")


def cells(line: ScalingLine, point: ScalingPoint) -> tuple[str, ...]:
    """Return a row under COLUMNS."""
    return (
        line.strategy,
        fmt.count(point.workers),
        fmt.ratio_interval(point.speedup),
        fmt.share(point.efficiency),
        fmt.share_interval(point.serial_fraction),
    )


def mark(panel: ScalingPanel, line: ScalingLine, point: ScalingPoint) -> Mark:
    """Return a point as a mark over its number of workers."""
    crew = fmt.crew(point.workers, "worker", panel.usable_cpus)
    hint = f"{line.strategy}, {crew}: {fmt.ratio_interval(point.speedup)}"
    return Mark(point.workers, point.speedup.value, point.speedup.low, point.speedup.high, hint)


def highest(mark: Mark) -> float:
    """Return how far a mark reaches with its interval."""
    return mark.value if mark.high is None else mark.high
