"""The rows of figures.csv: one per figure of a trial, whatever experiment it is of."""

from collections.abc import Iterator, Mapping
from typing import Any

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.figures import Figure, Reductions
from gilbench.analysis.summary import Summary
from gilbench.model import FIGURE_COLUMNS, Estimate

_NO_FIGURE = Figure("", "", "", "")
_NO_VALUE = dict.fromkeys(("value", "low", "high", "n"))


def figure_rows(evidence: Evidence, reductions: Reductions) -> list[Mapping[str, Any]]:
    """Return the rows in the order of the plan and of each experiment's FIGURES, with the keys of FIGURE_COLUMNS.

    Values are in the figure's unit. A trial without a result has one row without a figure, which says why.
    """
    return [
        row
        for each in evidence.summaries.values()
        if each.state != "not run" and each.trial.experiment in reductions
        for row in _of_trial(evidence, each, reductions[each.trial.experiment].figures)
    ]


def _of_trial(evidence: Evidence, summary: Summary, known: tuple[Figure, ...]) -> Iterator[Mapping[str, Any]]:
    found = evidence.figures[summary.trial.id] if summary.state == "ok" else {}
    for figure in known:
        if figure.name in found:
            yield _row(summary, figure, _values(found[figure.name]))
    if not found:
        yield _row(summary, _NO_FIGURE, _NO_VALUE)


def _values(estimate: Estimate) -> Mapping[str, Any]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.rounds}


def _row(summary: Summary, figure: Figure, values: Mapping[str, Any]) -> Mapping[str, Any]:
    trial = summary.trial
    cells = {
        "experiment": trial.experiment,
        "workload": trial.workload,
        "strategy": trial.strategy,
        "start_method": trial.start_method,
        "workers": trial.workers,
        "parameters": trial.parameter_text or None,
        "target": trial.target,
        "figure": figure.name or None,
        "unit": figure.unit or None,
        "better": figure.better or None,
        "state": "failed" if summary.state == "wrong" else summary.state,
        "reason": summary.reason or None,
        **values,
    }
    return {column: cells[column] for column in FIGURE_COLUMNS}
