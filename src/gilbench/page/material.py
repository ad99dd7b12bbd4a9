"""What the sections of every page are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gilbench.analysis.checks.alerts import alerts
from gilbench.analysis.evidence import Evidence, collect
from gilbench.analysis.spending import spending
from gilbench.analysis.verdict import verdict
from gilbench.experiments.throughput.analysis.gil_gap import gil_gaps
from gilbench.model import Absent, Alert, Sentence, Spending, Trouble, Unsaid
from gilbench.page.results import result_rows
from gilbench.page.troubles import left_out, troubles
from gilbench.store.records import StoredRun


@dataclass(frozen=True)
class Material:
    """A run, what follows from it, and what its experiments had nothing to show for."""

    run: StoredRun
    evidence: Evidence
    verdict: tuple[Sentence, ...]
    unsaid: tuple[Unsaid, ...]
    alerts: tuple[Alert, ...]  # most serious first
    spending: Spending
    troubles: tuple[Trouble, ...]
    left_out: tuple[str, ...]  # one line per group: "thread_pool × 12 workloads on 3.13"
    results: tuple[Mapping[str, Any], ...]
    absent: tuple[Absent, ...] = ()

    @property
    def rounds(self) -> int:
        """The smallest number of complete rounds over all trials that went well."""
        return min((len(each.rounds) for each in self.evidence.throughput if each.state == "ok"), default=0)

    @property
    def duration(self) -> float:
        """Seconds spent measuring."""
        return sum(record.outcome.elapsed for record in self.run.records)


def gather(run: StoredRun) -> Material:
    """Work out everything about a run, finished or not."""
    evidence = collect(run)
    sentences, unsaid = verdict(evidence)
    gaps = [gap for target in run.manifest.targets for gap in gil_gaps(evidence, target)]
    return Material(
        run=run,
        evidence=evidence,
        verdict=sentences,
        unsaid=unsaid,
        alerts=alerts(run, evidence),
        spending=spending(run),
        troubles=tuple(troubles(evidence)),
        left_out=tuple(left_out(run.manifest.plan.left_out)),
        results=tuple(result_rows(evidence, gaps)),
    )
