"""Which worker counts were measured, and the best of all of them where work waits."""

from collections.abc import Iterator
from dataclasses import dataclass

from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.heat_map import workloads_in_order
from gilbench.interpreters.target import Target
from gilbench.model import Estimate


@dataclass(frozen=True)
class Best:
    """The highest speed-up of work that waits on one target, over all strategies and worker counts."""

    workload: str
    target: str
    strategy: str  # as a person reads it
    workers: int
    speedup: Estimate


def counts(evidence: Evidence) -> list[int]:
    """Return the numbers of workers that strategies were measured with, ascending."""
    return sorted({each.trial.workers for each in evidence.throughput if _counts(each)})


def best_of_all(evidence: Evidence, target: Target) -> Iterator[Best]:
    """Yield the best of each workload that waits, among sound trials, where it ran with several numbers of workers."""
    for info in workloads_in_order(evidence, target):
        found = [
            each
            for each in evidence.about(target.id, info.name)
            if _counts(each) and each.sound and each.trial.id in evidence.speedups
        ]
        if found and found[0].nature != "computes" and len({each.trial.workers for each in found}) > 1:
            best = max(found, key=lambda each: evidence.speedups[each.trial.id].value)
            speedup = evidence.speedups[best.trial.id]
            yield Best(info.name, target.id, best.strategy_in_words, best.trial.workers, speedup)


def _counts(summary: Summary) -> bool:
    return summary.state == "ok" and summary.trial.strategy != SERIAL
