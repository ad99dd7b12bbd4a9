"""Speed-up over worker counts, one panel per workload and target."""

from collections.abc import Iterable
from dataclasses import dataclass

from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.intervals import typical_seconds
from gilbench.analysis.nature import Nature
from gilbench.analysis.ratios import Difference
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.heat_map import workloads_in_order
from gilbench.experiments.throughput.analysis.judged import judged
from gilbench.experiments.throughput.analysis.scaling import efficiency, serial_fraction_estimate, shares_cpus
from gilbench.experiments.throughput.analysis.scaling_law import FEWEST_COUNTS, ScalabilityLaw, scalability_law
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate
from gilbench.plan.classes import FAMILY_ORDER, workload_class


@dataclass(frozen=True)
class ScalingPoint:
    """One worker count of a scaling line.

    Efficiency and serial fraction are None where the workers have to share CPUs, the latter for serial code and at one
    worker too.
    """

    workers: int
    speedup: Estimate
    judgement: Difference  # what it says against serial code; undecided where the trial is in doubt
    rate: Estimate  # items per second
    efficiency: float | None
    serial_fraction: Estimate | None  # Karp and Flatt


@dataclass(frozen=True)
class ScalingLine:
    """One strategy over worker counts."""

    strategy: str  # as a person reads it
    family: str
    points: tuple[ScalingPoint, ...]


@dataclass(frozen=True)
class ScalingPanel:
    """One workload on one target."""

    workload: str
    workload_class: str
    target: str
    usable_cpus: int  # the ideal line bends here
    lines: tuple[ScalingLine, ...]
    laws: tuple[ScalabilityLaw, ...] = ()  # of the lines with enough worker counts
    nature: Nature = "computes"

    @property
    def waits(self) -> bool:
        """Whether its work does nothing but wait: then more workers than CPUs are no waste."""
        return self.nature == "waits"

    @property
    def computes(self) -> bool:
        """Whether its work needs a CPU all the time: then the CPUs bound what more workers bring."""
        return self.nature == "computes"


def scaling_panels(evidence: Evidence, target: Target) -> list[ScalingPanel]:
    """Return a panel for every workload with a speed-up at two workers or more; its first line is serial, at 1."""
    found = []
    for info in workloads_in_order(evidence, target):
        lines = lines_of(evidence, target.id, info)
        if any(point.workers > 1 for line in lines for point in line.points):
            found.append(
                ScalingPanel(
                    workload=info.name,
                    workload_class=workload_class(info),
                    target=target.id,
                    usable_cpus=evidence.manifest.usable_cpus,
                    lines=lines,
                    laws=_laws(evidence, target.id, info.name),
                    nature=evidence.about(target.id, info.name)[0].nature,
                )
            )
    return found


def lines_of(evidence: Evidence, target: str, info: WorkloadInfo) -> tuple[ScalingLine, ...]:
    """Return a line for every strategy of a workload that has a speed-up, families in their order; serial is at 1."""
    with_speedup = [each for each in evidence.about(target, info.name) if each.trial.id in evidence.speedups]
    return tuple(
        ScalingLine(summaries[0].strategy_in_words, summaries[0].strategy.family, _points(evidence, summaries))
        for summaries in _by_strategy(with_speedup).values()
    )


def _laws(evidence: Evidence, target: str, workload: str) -> tuple[ScalabilityLaw, ...]:
    """Return the law of each strategy with enough sound trials up to the usable CPUs; serial code has one worker."""
    served = [
        each
        for each in evidence.about(target, workload)
        if each.sound and each.trial.workers <= evidence.manifest.usable_cpus and each.trial.strategy != SERIAL
    ]
    return tuple(
        scalability_law(summaries[0].strategy_in_words, {each.trial.workers: each.rounds for each in summaries})
        for summaries in _by_strategy(served).values()
        if len(summaries) >= FEWEST_COUNTS
    )


def _by_strategy(summaries: Iterable[Summary]) -> dict[str, list[Summary]]:
    """Return trials by strategy label, families in their order."""
    by_strategy: dict[str, list[Summary]] = {}
    for each in summaries:
        by_strategy.setdefault(each.trial.strategy_label, []).append(each)
    return dict(sorted(by_strategy.items(), key=lambda item: (FAMILY_ORDER.index(item[1][0].strategy.family), item[0])))


def _points(evidence: Evidence, summaries: list[Summary]) -> tuple[ScalingPoint, ...]:
    points = []
    for each in sorted(summaries, key=lambda summary: summary.trial.workers):
        speedup, workers = evidence.speedups[each.trial.id], each.trial.workers
        parallel = workers > 1 and each.trial.strategy != SERIAL
        tells = not shares_cpus(each, evidence.manifest.usable_cpus)
        points.append(
            ScalingPoint(
                workers=workers,
                speedup=speedup,
                judgement=judged(evidence, each, speedup) if each.sound else "undecided",
                rate=_rate(typical_seconds(list(each.rounds.values()))),
                efficiency=efficiency(speedup.value, workers) if tells else None,
                serial_fraction=serial_fraction_estimate(speedup, workers) if parallel and tells else None,
            )
        )
    return tuple(points)


def _rate(seconds: Estimate) -> Estimate:
    """Return how many items of so many seconds are done in one second."""
    low, high = (None if end is None else 1 / end for end in (seconds.high, seconds.low))
    return Estimate(1 / seconds.value, low, high, seconds.rounds)
