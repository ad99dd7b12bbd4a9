"""The rows of results.csv: one per trial and target."""

from collections.abc import Mapping
from typing import Any

from gilbench.analysis import items_that_differ
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.figures import Reductions
from gilbench.analysis.summary import Summary
from gilbench.model import RESULT_COLUMNS
from gilbench.plan.classes import workload_class


def result_rows(evidence: Evidence, reductions: Reductions) -> list[Mapping[str, Any]]:
    """Return a row for every trial with an outcome, skips included, with the keys of RESULT_COLUMNS in order.

    What an experiment has measured it puts into its own rows. Times are in seconds, shares between 0 and 1; None is
    what was not measured.
    """
    return [_row(evidence, each, reductions) for each in evidence.summaries.values() if each.state != "not run"]


def _row(evidence: Evidence, summary: Summary, reductions: Reductions) -> Mapping[str, Any]:
    reduction = reductions.get(summary.trial.experiment)
    filled = {**_names(summary), **({} if reduction is None else reduction.row(evidence, summary))}
    return {column: filled.get(column) for column in RESULT_COLUMNS}


def _names(summary: Summary) -> dict[str, Any]:
    trial, facts, workload, strategy = summary.trial, summary.target.facts, summary.work, summary.way
    return {
        "experiment": trial.experiment,
        "workload": trial.workload,
        "kind": None if workload is None else workload.kind,
        "strategy": trial.strategy,
        "start_method": trial.start_method,
        "workers": trial.workers,
        "target": trial.target,
        "implementation": facts.implementation,
        "version": facts.version,
        "free_threaded": facts.free_threaded,
        "gil_enabled": summary.gil_enabled,
        "state": "failed" if summary.state == "wrong" else summary.state,
        "reason": summary.reason or None,
        "rounds": summary.measured,
        "workload_class": None if workload is None else workload_class(workload),
        "family": None if strategy is None else strategy.family,
        "items": trial.items,
        "size": trial.size,
        "flags": "; ".join(filter(None, (*summary.flags, _items(summary)))) or None,
        "parameters": trial.parameter_text or None,
    }


def _items(summary: Summary) -> str:
    return items_that_differ.of_trial(summary.trial, summary.work) if summary.state == "ok" else ""
