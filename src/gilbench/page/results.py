"""The rows of results.csv: one per trial and target."""

from collections.abc import Iterable, Mapping
from typing import Any

from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.intervals import typical_seconds
from gilbench.analysis.ratios import Standard, difference, rounds_to_decide
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.gil import shares_gil
from gilbench.experiments.throughput.analysis.gil_gap import GilGap
from gilbench.experiments.throughput.analysis.ledger_rows import idle
from gilbench.experiments.throughput.analysis.scaling import efficiency, serial_fraction_estimate
from gilbench.experiments.throughput.core import THREADS
from gilbench.model import RESULT_COLUMNS, Estimate
from gilbench.plan.classes import workload_class
from gilbench.plan.trial import Trial


def result_rows(evidence: Evidence, gaps: Iterable[GilGap]) -> list[Mapping[str, Any]]:
    """Return a row for every trial with an outcome, skips included, with the keys of RESULT_COLUMNS in order.

    A GIL gap stands in the row of its threads. Times are in seconds, shares between 0 and 1; None is what was not
    measured.
    """
    by_threads = {(each.target, each.workload, THREADS, each.workers): each.gap for each in gaps}
    return [
        _row(evidence, each, by_threads.get(_place(each.trial)))
        for each in evidence.summaries.values()
        if each.state != "not run"
    ]


def _place(trial: Trial) -> tuple[str, str, str, int]:
    return trial.target, trial.workload, trial.strategy, trial.workers


def _row(evidence: Evidence, summary: Summary, gap: Estimate | None) -> Mapping[str, Any]:
    filled = {
        **_names(summary),
        **_figures(summary),
        **_ratios(summary, evidence.speedups.get(summary.trial.id), evidence.standard),
        **_estimate("gil_gap", gap),
        **_ledger(summary),
        **_estimate("idle_speedup", idle(evidence, summary)),
        **_estimate("held_share", evidence.held.get((summary.trial.target, summary.trial.workload))),
    }
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
        **_estimate("seconds", seconds),
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
        **_estimate("speedup", speedup),
        "efficiency": efficiency(speedup.value, workers),
        "verdict": verdict,
        "rounds_needed": rounds_to_decide(speedup) if verdict == "undecided" else None,
        **_estimate("serial_fraction", serial_fraction_estimate(speedup, workers) if parallel else None),
    }


def _ledger(summary: Summary) -> dict[str, Any]:
    """Return what the workers' time went on; blocked is called a wait for the GIL where nothing else can block."""
    side = summary.side
    return {
        "running": side.running,
        "ready": side.ready,
        "blocked": side.blocked,
        "parallelism": side.parallelism,
        "gil_wait": side.wait if summary.workload.kind == "cpu" and shares_gil(summary) else None,
    }


def _estimate(column: str, estimate: Estimate | None) -> dict[str, Any]:
    if estimate is None:
        return {}
    return {column: estimate.value, f"{column}_low": estimate.low, f"{column}_high": estimate.high}
