"""The experiments that most tests are about, and the steps of a run and of a report with them.

Only those: a further experiment must not change what these tests see.
"""

from collections.abc import Sequence
from typing import Any

from gilbench.analysis import precision
from gilbench.analysis import spending as spent
from gilbench.analysis import verdict as decided
from gilbench.analysis.compared import compared
from gilbench.analysis.floor import noise_floor as floor_of
from gilbench.compare import sides
from gilbench.experiments.discovery import find
from gilbench.interpreters.kinds import ByKind
from gilbench.interpreters.target import Target
from gilbench.page import build as pages
from gilbench.page import material
from gilbench.plan.amounts import worker_counts
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.plan.trial import Plan
from gilbench.settings import Settings

NAMES = ("throughput", "held_share")
EXPERIMENTS = find().only({*NAMES, "calls"})

collect = EXPERIMENTS.evidence


def verdict(evidence: Any) -> Any:
    return decided.verdict(evidence, EXPERIMENTS.claims_of(evidence))


def noise_floor(run: Any) -> Any:
    return floor_of(run, compared(run, EXPERIMENTS.reductions))


def comparisons(run: Any) -> Any:
    return precision.pairs(run, EXPERIMENTS.rules(run.manifest))


def spending(run: Any) -> Any:
    return spent.spending(run, EXPERIMENTS.rules(run.manifest), compared(run, EXPERIMENTS.reductions))


def summarise(run: Any) -> Any:
    return collect(run).summaries


def planned(settings: Settings, targets: Sequence[Target], cpus: int, items: ByKind[int] | None = None) -> Plan:
    asked = Asked(settings, cpus, worker_counts(settings, cpus), items or {})
    return make(asked, targets, EXPERIMENTS.only(settings.experiments or NAMES).planners)


def within(run: Any, base: str | None, thresholds: Any) -> Any:
    return sides.within(run, base, thresholds, EXPERIMENTS)


def between(runs: Any, thresholds: Any) -> Any:
    return sides.between(runs, thresholds, EXPERIMENTS)


def build(run: Any) -> Any:
    return pages.build(run, EXPERIMENTS)


def gather(run: Any) -> Any:
    return material.gather(run, EXPERIMENTS)
