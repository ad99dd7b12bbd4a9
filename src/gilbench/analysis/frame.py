"""A stored run as one tidy table, and the table reduced to a figure per trial and round."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gilbench.analysis import ledger
from gilbench.analysis.lookup import Lookup
from gilbench.plan.classes import workload_class
from gilbench.plan.trial import Trial
from gilbench.store.records import Record, StoredCall, StoredRun

if TYPE_CHECKING:
    import pandas as pd  # imported where it is used: listing claims must not cost it

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
    "parameters",
    "round",
    "state",  # of the trial in this round
    "value",  # counts from 0 within a round
    "seconds",  # of the call, which did all `items`: not to be compared with one of other items
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
    "process_seconds",
    "process_per_wall",
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
    parallelism: float | None  # CPUs busy on average
    wait: float | None  # seconds that a worker was blocked, on average
    process_seconds: float | None  # CPU time of the workers' processes, whichever of their threads took it
    process_per_wall: float | None


NOTHING = SideMetrics(*[None] * 13)
_UNKNOWN = ledger.Shares(math.nan, None, None)
_SEEN = ("voluntary", "involuntary", "overlap", "start_skew")  # of what a call saw, where it saw such a thing
_METRICS = list(SideMetrics.__dataclass_fields__)


def tidy(run: StoredRun) -> "pd.DataFrame":
    """Return one row per timed value, COLUMNS as columns, times in seconds."""
    import pandas as pd  # noqa: PLC0415  see above

    lookup = Lookup(run.manifest.targets)
    described = {trial.id: _describe(trial, lookup) for trial in run.manifest.plan.measured}
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}  # rows as dicts take far more memory
    for record in run.records:
        for name, value in {**described[record.trial], **_around(record)}.items():
            columns[name] += [value] * len(record.outcome.calls)
        for row in _rows(record):
            for name, value in row.items():
                columns[name].append(value)
    return pd.DataFrame(columns).astype(dict.fromkeys(["seconds", *_METRICS], float))


def side_medians(values: "pd.DataFrame") -> dict[str, SideMetrics]:
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
        "workload_class": None if workload is None else workload_class(workload),
        "kind": None if workload is None else workload.kind,
        "code": None if workload is None else workload.code,
        "data": None if workload is None else workload.data,
        "strategy": trial.strategy,
        "start_method": trial.start_method,
        "family": None if strategy is None else strategy.family,
        "workers": trial.workers,
        "size": trial.size,
        "items": trial.items,
        "parameters": trial.parameter_text,
    }


def _around(record: Record) -> dict[str, Any]:
    surroundings = record.outcome.surroundings
    found = {} if surroundings is None else {"gil_enabled": surroundings.gil_after}
    return {**found, "round": record.round, "state": record.outcome.state}


def _rows(record: Record) -> Iterator[dict[str, Any]]:
    for index, call in enumerate(record.outcome.calls):
        spent = ledger.shares(call.workers) or _UNKNOWN
        cpu_seconds, of_processes = _number(call, "cpu_seconds"), _number(call, "process_seconds")
        yield {
            "value": index,
            "seconds": call.seconds,
            "cpu_seconds": cpu_seconds,
            "cpu_per_wall": None if cpu_seconds is None else cpu_seconds / call.seconds,
            "running": spent.running,
            "ready": spent.ready,
            "blocked": spent.blocked,
            "parallelism": ledger.parallelism(call.workers, call.seconds),
            "wait": ledger.blocked_seconds(call.workers),
            "process_seconds": of_processes,
            "process_per_wall": None if of_processes is None else of_processes / call.seconds,
            **{name: _number(call, name) for name in _SEEN},
        }


def _number(call: StoredCall, name: str) -> float | None:
    """Return what a call saw under this name; of an experiment that is not known here it may be anything."""
    value = call.seen.get(name)
    return value if isinstance(value, int | float) else None
