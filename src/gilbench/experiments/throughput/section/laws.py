"""The universal scalability law of each line as a table."""

from collections.abc import Iterable, Sequence

from gilbench import fmt
from gilbench.experiments.throughput.analysis.panels import ScalingPanel
from gilbench.experiments.throughput.analysis.scaling_law import ScalabilityLaw
from gilbench.model import Estimate
from gilbench.model.blocks import Column, Table

COLUMNS = (
    Column("workload"),
    Column("target"),
    Column("strategy"),
    Column("contention σ", numeric=True),
    Column("coherency κ", numeric=True),
    Column("peak, workers", numeric=True),
    Column("misfit", numeric=True),
    Column("fitted to"),
)


def table(panels: Iterable[ScalingPanel]) -> Table:
    """Write the laws of panels down; one that was not fitted says why."""
    rows = tuple(cells(panel, law) for panel in panels for law in panel.laws)
    caption = "The universal scalability law of each line, coefficients with their 95 % intervals"
    return Table(caption, COLUMNS, rows, shape="tall")


def cells(panel: ScalingPanel, law: ScalabilityLaw) -> tuple[str, ...]:
    """Return a row under COLUMNS."""
    return (
        panel.workload,
        panel.target,
        law.strategy,
        fmt.number_interval(law.contention),
        fmt.number_interval(law.coherency),
        _peak(law),
        fmt.share(law.misfit),
        law.reason or f"{', '.join(map(fmt.count, law.workers))} workers",
    )


def _peak(law: ScalabilityLaw) -> str:
    if law.contention is not None and law.peak is None:
        return "none in sight"
    return _beyond(law.peak, law.workers)


def _beyond(peak: Estimate | None, workers: Sequence[int]) -> str:
    """Write a peak; one outside of what was measured is an extrapolation, and is marked as one."""
    text = fmt.number_interval(peak)
    return f"{text}, beyond those measured" if peak is not None and peak.value > max(workers) else text
