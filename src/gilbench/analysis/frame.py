"""A stored run as one tidy table, and the table reduced to a figure per trial and round."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gilbench.analysis import ledger
from gilbench.analysis.lookup import Lookup
from gilbench.plan.classes import workload_class
from gilbench.plan.trial import Trial
from gilbench.store.records import Record, StoredRun

COLUMNS = (
    "trial",
    "target",
    "implementation",
    "version",
    "free_threaded",
    "gil_enabled",  # after the work
    "experiment",
    "workload",
    "workload_class",
    "kind",
    "code",
    "data",
    "strategy",  # without its start method
    "start_method",
    "family",
    "workers",
    "size",
    "items",
    "round",
    "state",  # of the trial in this round
    "value",  # counts from 0 within a round
    "seconds",
    "cpu_seconds",
    "cpu_per_wall",
    "voluntary",
    "involuntary",
    "overlap",
    "start_skew",
    "running",
    "ready",
    "blocked",
    "parallelism",
    "wait",
)


@dataclass(frozen=True)
class SideMetrics:
    """Medians over all timed values of a trial; None where the platform could not tell."""

    cpu_seconds: float | None
    cpu_per_wall: float | None
    voluntary: float | None  # context switches
    involuntary: float | None
    overlap: float | None  # share of the time during which every worker was in an item
    start_skew: float | None  # seconds
    running: float | None  # shares of the workers' time, see `analysis.ledger`
    ready: float | None
    blocked: float | None
    parallelism: float | None  # CPUs at work on average
    wait: float | None  # seconds that a worker was blocked, on average


NOTHING = SideMetrics(*[None] * 11)
_UNKNOWN = ledger.Shares(math.nan, None, None)
_METRICS = list(SideMetrics.__dataclass_fields__)


def tidy(run: StoredRun) -> pd.DataFrame:
    """Return one row per timed value, COLUMNS as columns, times in seconds."""
    lookup = Lookup(run.manifest.targets)
    described = {trial.id: _describe(trial, lookup) for trial in run.manifest.plan.measured}
    rows = [row for record in run.records for row in _rows(record, described[record.trial])]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(["seconds", *_METRICS], float))


def round_medians(values: pd.DataFrame) -> dict[str, dict[int, float]]:
    """Return for each trial id the median seconds of every round that went well."""
    good = values[values["state"] == "ok"]
    table = good.groupby(["trial", "round"], as_index=False)["seconds"].median()
    medians: dict[str, dict[int, float]] = {}
    for trial, number, seconds in zip(table["trial"], table["round"], table["seconds"], strict=True):
        medians.setdefault(trial, {})[int(number)] = float(seconds)
    return medians


def side_medians(values: pd.DataFrame) -> dict[str, SideMetrics]:
    """Return for each trial id the medians of its side metrics over the rounds that went well."""
    table = values[values["state"] == "ok"].groupby("trial")[_METRICS].median()
    shares = ["running", "ready", "blocked"]
    whole = table[shares].sum(axis=1, skipna=False)  # medians of parts need not add up to the whole
    table[shares] = table[shares].div(whole.where(whole > 0), axis=0).fillna(table[shares])
    return {
        str(trial): SideMetrics(*(None if math.isnan(each) else float(each) for each in row))
        for trial, row in zip(table.index, table.itertuples(index=False, name=None), strict=True)
    }


def _describe(trial: Trial, lookup: Lookup) -> dict[str, Any]:
    facts, workload, strategy = lookup.target(trial).facts, lookup.workload(trial), lookup.strategy(trial)
    return {
        "trial": trial.id,
        "target": trial.target,
        "implementation": facts.implementation,
        "version": facts.version,
        "free_threaded": facts.free_threaded,
        "gil_enabled": facts.gil_enabled,
        "experiment": trial.experiment,
        "workload": trial.workload,
        "workload_class": workload_class(workload),
        "kind": workload.kind,
        "code": workload.code,
        "data": workload.data,
        "strategy": trial.strategy,
        "start_method": trial.start_method,
        "family": strategy.family,
        "workers": trial.workers,
        "size": trial.size,
        "items": trial.items,
    }


def _rows(record: Record, described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    outcome = record.outcome
    seen = {} if outcome.surroundings is None else {"gil_enabled": outcome.surroundings.gil_after}
    for index, sample in enumerate(outcome.samples):
        spent = ledger.shares(sample.workers) or _UNKNOWN
        yield {
            **described,
            **seen,
            "round": record.round,
            "state": outcome.state,
            "value": index,
            "seconds": sample.seconds,
            "cpu_seconds": sample.cpu_seconds,
            "cpu_per_wall": None if sample.cpu_seconds is None else sample.cpu_seconds / sample.seconds,
            "voluntary": sample.voluntary,
            "involuntary": sample.involuntary,
            "overlap": sample.overlap,
            "start_skew": sample.start_skew,
            "running": spent.running,
            "ready": spent.ready,
            "blocked": spent.blocked,
            "parallelism": ledger.parallelism(sample.workers, sample.seconds),
            "wait": ledger.blocked_seconds(sample.workers),
        }
