"""What all scaling charts draw, list and say."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.experiments.throughput.analysis.panels import ScalingLine, ScalingPanel, ScalingPoint
from gilbench.model.blocks import Column, Mark
from gilbench.plan.classes import FAMILY_ORDER

COLUMNS = (
    Column("strategy"),
    Column("workers", numeric=True),
    Column("speed-up", numeric=True),
    Column("efficiency", numeric=True),
    Column("serial fraction", numeric=True),
)
_MOST_THREADS = 3  # of their strategies; of other families the best is drawn
_REMARKS = {"faster": "", "same": " (no gain)", "slower": " (slower)", "undecided": " (undecided)"}


def parallel_lines(panel: ScalingPanel) -> tuple[ScalingLine, ...]:
    """Return the lines without serial code, which is at 1× anyway."""
    return tuple(line for line in panel.lines if line.points and line.family != "serial")


def drawn_lines(panel: ScalingPanel) -> list[ScalingLine]:
    """Return the lines to draw, of those that go as far as any: ways to have threads, and the best of the others."""
    lines = parallel_lines(panel)
    most = max((end(line).workers for line in lines), default=0)
    by_family: dict[str, list[ScalingLine]] = {}
    for line in lines:
        if end(line).workers == most:
            by_family.setdefault(line.family, []).append(line)
    ordered = sorted(by_family, key=lambda name: (FAMILY_ORDER.index(name) if name in FAMILY_ORDER else 99, name))
    return [line for name in ordered for line in _of_family(name, by_family[name])]


def _of_family(name: str, lines: Sequence[ScalingLine]) -> list[ScalingLine]:
    if name != "threads":
        return [max(lines, key=lambda line: end(line).speedup.value)]
    # What begins with an underscore is what the others are made of.
    return sorted(lines, key=lambda line: line.strategy.startswith("_"))[:_MOST_THREADS]


def end(line: ScalingLine) -> ScalingPoint:
    """Return the point with the most workers."""
    return max(line.points, key=lambda point: point.workers)


def reached(line: ScalingLine, point: ScalingPoint) -> str:
    """Say what a strategy gains, and where that is nothing, less, or not known: "Thread 0.97× (no gain)"."""
    return f"{line.strategy} {remarked(point)}"


def remarked(point: ScalingPoint) -> str:
    """Write a speed-up, and where it is no gain, less, or not known, say so: "0.97× (no gain)"."""
    return f"{fmt.ratio(point.speedup.value)}{_REMARKS[point.judgement]}"


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
    """Return a speed-up as a mark over its number of workers, hollow where nobody can tell it from serial code."""
    crew = fmt.crew(point.workers, "worker", panel.usable_cpus)
    hint = f"{line.strategy}, {crew}: {fmt.ratio_interval(point.speedup)}"
    clear = point.judgement != "undecided"
    return Mark(point.workers, point.speedup.value, point.speedup.low, point.speedup.high, hint, clear)


def highest(mark: Mark) -> float:
    """Return how far a mark reaches with its interval."""
    return mark.value if mark.high is None else mark.high
