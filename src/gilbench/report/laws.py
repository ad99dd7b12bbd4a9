"""The universal scalability law of each line as text."""

from collections.abc import Iterable, Sequence

from gilbench import fmt
from gilbench.model import Estimate, ScalabilityLaw, ScalingPanel

COLUMNS = ("workload", "target", "strategy", "contention σ", "coherency κ", "peak, workers", "misfit", "fitted to")
NUMERIC = ("contention σ", "coherency κ", "peak, workers", "misfit")


def rows(panels: Iterable[ScalingPanel]) -> tuple[tuple[str, ...], ...]:
    """Write the laws of panels down in the order of COLUMNS; one that was not fitted says why."""
    return tuple(
        (
            panel.workload,
            panel.target,
            law.strategy,
            fmt.number_interval(law.contention),
            fmt.number_interval(law.coherency),
            _peak(law),
            fmt.share(law.misfit),
            law.reason or f"{', '.join(map(fmt.count, law.workers))} workers",
        )
        for panel in panels
        for law in panel.laws
    )


def _peak(law: ScalabilityLaw) -> str:
    if law.contention is not None and law.peak is None:
        return "none in sight"
    return _beyond(law.peak, law.workers)


def _beyond(peak: Estimate | None, workers: Sequence[int]) -> str:
    """Write a peak; one outside of what was measured is an extrapolation, and is marked as one."""
    text = fmt.number_interval(peak)
    return f"{text}, beyond those measured" if peak is not None and peak.value > max(workers) else text
