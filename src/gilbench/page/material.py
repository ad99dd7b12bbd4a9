"""What the sections of every page are made from."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from gilbench.analysis.answers import Answered, answered
from gilbench.analysis.checks.alerts import alerts
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.spending import spending
from gilbench.analysis.verdict import verdict
from gilbench.experiments.catalogue import Experiments
from gilbench.model import Absent, Alert, Sentence, Spending, Trouble, Unsaid
from gilbench.page.figures import figure_rows
from gilbench.page.results import result_rows
from gilbench.page.troubles import left_out, troubles
from gilbench.plan.naming import Names
from gilbench.store.records import StoredRun


@dataclass(frozen=True)
class Material:
    """A run, what follows from it, and what its experiments had nothing to show for."""

    run: StoredRun
    evidence: Evidence
    verdict: tuple[Sentence, ...]
    unsaid: tuple[Unsaid, ...]
    answered: tuple[Answered, ...]
    alerts: tuple[Alert, ...]  # most serious first
    spending: Spending
    troubles: tuple[Trouble, ...]
    left_out: tuple[str, ...]  # one line per group: "ThreadPool × 12 workloads on 3.13"
    no_room: tuple[str, ...]  # the same of what had none in the budget
    results: tuple[Mapping[str, Any], ...]
    figures: tuple[Mapping[str, Any], ...]
    rounds: int  # the smallest number of complete rounds over all trials that went well and are repeated
    absent: tuple[Absent, ...] = ()

    @property
    def duration(self) -> float:
        """Seconds spent measuring."""
        return sum(record.outcome.elapsed for record in self.run.records)


def gather(run: StoredRun, experiments: Experiments) -> Material:
    """Work out everything about a run, finished or not, with what these experiments know of it."""
    evidence = experiments.evidence(run)
    sentences, unsaid = verdict(evidence, experiments.claims_of(evidence))
    over = run.manifest.plan.over_budget
    rules, names = experiments.rules(run.manifest), Names(run.manifest.targets)
    return Material(
        run=run,
        evidence=evidence,
        verdict=sentences,
        unsaid=unsaid,
        answered=answered(experiments.stated_of(evidence), run.manifest.subjects, sentences, unsaid),
        alerts=alerts(run, evidence),
        spending=spending(run, rules, evidence.compared),
        troubles=tuple(troubles(evidence)),
        left_out=tuple(left_out(run.manifest.plan.left_out, names)),
        no_room=tuple(left_out(over.trials, names)) if over else (),
        results=tuple(result_rows(evidence, experiments.reductions)),
        figures=tuple(figure_rows(evidence, experiments.reductions)),
        rounds=_rounds(evidence, rules.once),
    )


def _rounds(evidence: Evidence, once: Container[str]) -> int:
    """Return the smallest number of rounds of what is measured in every round, else of what is measured once."""
    well = [each for each in evidence.summaries.values() if each.state == "ok"]
    repeated = [each for each in well if each.trial.experiment not in once]
    return min((each.measured for each in repeated or well), default=0)
