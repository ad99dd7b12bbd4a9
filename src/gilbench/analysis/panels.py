"""Speed-up over worker counts, one panel per workload and target."""

from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.heat_map import FAMILY_ORDER, workloads_in_order
from gilbench.analysis.scaling import efficiency, serial_fraction_estimate
from gilbench.analysis.summary import Summary
from gilbench.interpreters import Target
from gilbench.leads import workload_class
from gilbench.model import ScalingLine, ScalingPanel, ScalingPoint
from gilbench.target.schema import WorkloadInfo


def scaling_panels(evidence: Evidence, target: Target) -> list[ScalingPanel]:
    """Return a panel for every workload with a speed-up at two workers or more; its first line is serial, at 1."""
    found = []
    for info in workloads_in_order(evidence, target.id):
        lines = _lines(evidence, target.id, info)
        if any(point.workers > 1 for line in lines for point in line.points):
            found.append(
                ScalingPanel(
                    workload=info.name,
                    workload_class=workload_class(info),
                    target=target.id,
                    usable_cpus=evidence.manifest.usable_cpus,
                    lines=lines,
                )
            )
    return found


def _lines(evidence: Evidence, target: str, info: WorkloadInfo) -> tuple[ScalingLine, ...]:
    by_strategy: dict[str, list[Summary]] = {}
    for each in evidence.on(target):
        if each.trial.workload == info.name and each.trial.id in evidence.speedups:
            by_strategy.setdefault(each.trial.strategy_label, []).append(each)
    ordered = sorted(by_strategy.items(), key=lambda item: (FAMILY_ORDER.index(item[1][0].strategy.family), item[0]))
    return tuple(
        ScalingLine(strategy=label, family=summaries[0].strategy.family, points=_points(evidence, summaries))
        for label, summaries in ordered
    )


def _points(evidence: Evidence, summaries: list[Summary]) -> tuple[ScalingPoint, ...]:
    points = []
    for each in sorted(summaries, key=lambda summary: summary.trial.workers):
        speedup, workers = evidence.speedups[each.trial.id], each.trial.workers
        parallel = workers > 1 and each.trial.strategy != SERIAL
        points.append(
            ScalingPoint(
                workers=workers,
                speedup=speedup,
                efficiency=efficiency(speedup.value, workers),
                serial_fraction=serial_fraction_estimate(speedup, workers) if parallel else None,
            )
        )
    return tuple(points)
