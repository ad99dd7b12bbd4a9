"""The rows of results.csv: one per trial and target."""

from collections.abc import Mapping
from typing import Any

from gilbench.analysis.compare import Standard, difference, rounds_to_decide
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.intervals import typical_seconds
from gilbench.analysis.scaling import efficiency, serial_fraction
from gilbench.analysis.summary import Summary
from gilbench.leads import workload_class
from gilbench.model import RESULT_COLUMNS, Estimate


def result_rows(evidence: Evidence) -> list[Mapping[str, Any]]:
    """Return a row for every trial with an outcome, skips included, with the keys of RESULT_COLUMNS in their order.

    Times are in seconds, shares between 0 and 1; None is what was not measured.
    """
    return [
        _row(each, evidence.speedups.get(trial), evidence.standard)
        for trial, each in evidence.summaries.items()
        if each.state != "not run"
    ]


def _row(summary: Summary, speedup: Estimate | None, standard: Standard) -> Mapping[str, Any]:
    filled = {**_names(summary), **_figures(summary), **_ratios(summary, speedup, standard)}
    return {column: filled.get(column) for column in RESULT_COLUMNS}


def _names(summary: Summary) -> dict[str, Any]:
    trial, facts = summary.trial, summary.target.facts
    return {
        "experiment": trial.experiment,
        "workload": trial.workload,
        "kind": summary.workload.kind,
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
        "workload_class": workload_class(summary.workload),
        "family": summary.strategy.family,
        "items": trial.items,
        "size": trial.size,
        "flags": "; ".join(summary.flags) or None,
    }


def _figures(summary: Summary) -> dict[str, Any]:
    seconds = typical_seconds(list(summary.rounds.values())) if summary.rounds else None
    return {
        "rounds": len(summary.rounds),
        "seconds": seconds and seconds.value,
        "seconds_low": seconds and seconds.low,
        "seconds_high": seconds and seconds.high,
        "cpu_per_wall": summary.side.cpu_per_wall,
        "cpu_seconds": summary.side.cpu_seconds,
        "voluntary_switches": summary.side.voluntary,
        "involuntary_switches": summary.side.involuntary,
        "overlap": summary.side.overlap,
        "start_skew": summary.side.start_skew,
    }


def _ratios(summary: Summary, speedup: Estimate | None, standard: Standard) -> dict[str, Any]:
    if speedup is None:
        return {}
    workers = summary.trial.workers
    parallel = workers > 1 and summary.trial.strategy != SERIAL
    verdict = None if summary.trial.strategy == SERIAL else difference(speedup, standard)
    return {
        "speedup": speedup.value,
        "speedup_low": speedup.low,
        "speedup_high": speedup.high,
        "efficiency": efficiency(speedup.value, workers),
        "verdict": verdict,
        "rounds_needed": rounds_to_decide(speedup) if verdict == "undecided" else None,
        "serial_fraction": serial_fraction(speedup.value, workers) if parallel else None,
    }
