"""Workloads × strategies of one target at one worker count."""

from dataclasses import dataclass
from pathlib import PurePath

from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.intervals import typical_seconds
from gilbench.analysis.ratios import doubtful, log_ratios, overlapping
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.judged import judged, slow_serial
from gilbench.fmt import crew
from gilbench.inside.globs import label
from gilbench.inside.registry import UNKNOWN
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import CellState, Estimate
from gilbench.plan.classes import FAMILY_ORDER, by_family, place, workload_class


@dataclass(frozen=True)
class HeatColumn:
    """One strategy of a heat map."""

    strategy: str  # label
    family: str
    called: str  # as a person reads it
    start_method: str | None = None
    varies: str = ""  # label of what it is a variant of; empty: it is none


@dataclass(frozen=True)
class HeatCell:
    """One workload under one strategy: how much faster than serial."""

    state: CellState
    speedup: Estimate | None
    seconds: float | None  # of an item
    cpu_per_wall: float | None
    best: bool  # in its row, ties included
    reason: str  # for cells without a number; otherwise flags such as "workers hardly overlapped"
    doubtful: bool = False  # identical trials differed by more than this speed-up is from 1
    logs: tuple[float, ...] = ()  # of the speed-ups that it is the mean of, one a round


@dataclass(frozen=True)
class HeatRow:
    """One workload."""

    workload: str
    workload_class: str
    asks: str
    serial: Estimate | None  # seconds of an item
    cells: tuple[HeatCell, ...]  # one per column


@dataclass(frozen=True)
class HeatMap:
    """Workloads × strategies of one target at one worker count."""

    target: str
    workers: int
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]  # grouped by class
    usable_cpus: int

    @property
    def crew(self) -> str:
        """The workers in words: "2 workers", "8 workers on 2 CPUs"."""
        return crew(self.workers, "worker", self.usable_cpus)


_NOT_RUN = HeatCell("not run", None, None, None, best=False, reason="outside the chosen suite")


def heat_map(evidence: Evidence, target: Target) -> HeatMap | None:
    """Return the map of a target, None if the run planned nothing but serial code on it."""
    workers = evidence.workers(target.id)
    columns = _columns(evidence, target.id, workers)
    if not columns:
        return None
    return HeatMap(
        target=target.id,
        workers=workers,
        columns=columns,
        rows=tuple(_row(evidence, target.id, info, columns) for info in workloads_in_order(evidence, target)),
        usable_cpus=evidence.manifest.usable_cpus,
    )


def workloads_in_order(evidence: Evidence, target: Target) -> list[WorkloadInfo]:
    """Return the workloads that the run planned or skipped on a target, by class, file name and name.

    Those of a family stand together, in the order of their values; those of unknown kind keep the order in which they
    were asked for.
    """
    infos = {each.workload.name: each.workload for each in evidence.on(target.id)}
    order = by_family(target.catalogue.workloads)

    def where(info: WorkloadInfo) -> tuple[int, str, str, int]:
        name, number = order[info.name]
        by_name = (PurePath(info.file).name, name) if info.kind != UNKNOWN else ("", "")
        return place(workload_class(info)), *by_name, number

    return sorted(infos.values(), key=where)


def _columns(evidence: Evidence, target: str, workers: int) -> tuple[HeatColumn, ...]:
    """Return the strategies in the order of their families and of the target's catalogue."""
    found = {
        each.trial.strategy_label: _column(each)
        for each in evidence.on(target)
        if each.trial.strategy != SERIAL and each.trial.workers == workers
    }
    return tuple(sorted(found.values(), key=lambda each: (FAMILY_ORDER.index(each.family), each.strategy)))


def _column(summary: Summary) -> HeatColumn:
    trial, way = summary.trial, summary.strategy
    varies = label(way.variant_of, trial.start_method) if way.variant_of else ""
    return HeatColumn(trial.strategy_label, way.family, summary.strategy_in_words, trial.start_method, varies)


def _row(evidence: Evidence, target: str, info: WorkloadInfo, columns: tuple[HeatColumn, ...]) -> HeatRow:
    workers = evidence.workers(target)
    summaries = [evidence.find(target, info.name, column.strategy, workers) for column in columns]
    best = _best(evidence, [each for each in summaries if each is not None])
    serial = evidence.find(target, info.name, SERIAL, 1)
    return HeatRow(
        workload=info.name,
        workload_class=workload_class(info),
        asks=info.asks,
        serial=typical_seconds(list(serial.rounds.values())) if serial is not None and serial.rounds else None,
        cells=tuple(_NOT_RUN if summary is None else _cell(evidence, summary, best) for summary in summaries),
    )


def _best(evidence: Evidence, row: list[Summary]) -> Estimate | None:
    """Return the highest sound speed-up of a row if it clearly beats serial code: else nothing in the row is best."""
    sound = [each for each in row if each.sound and each.trial.id in evidence.speedups]
    found = [(each, evidence.speedups[each.trial.id]) for each in sound]
    gaining = [speedup for each, speedup in found if judged(evidence, each, speedup) == "faster"]
    return max(gaining, key=lambda each: each.value, default=None)


def _cell(evidence: Evidence, summary: Summary, best: Estimate | None) -> HeatCell:
    speedup = evidence.speedups.get(summary.trial.id)
    state: CellState
    if summary.state != "ok":
        state, reason = summary.state, summary.reason
    elif speedup is None:
        state, reason = "undecided", "; ".join(["no serial time to compare with", *summary.flags])
    else:
        slow = slow_serial(evidence, summary, speedup)
        state, reason = judged(evidence, summary, speedup), "; ".join(filter(None, [*summary.flags, slow]))
    return HeatCell(
        state=state,
        speedup=speedup,
        seconds=typical_seconds(list(summary.rounds.values())).value if summary.rounds else None,
        cpu_per_wall=summary.side.cpu_per_wall,
        best=best is not None
        and summary.sound
        and speedup is not None
        and state == "faster"
        and overlapping(speedup, best),
        reason=reason,
        doubtful=speedup is not None and doubtful(speedup, evidence.standard),
        logs=_logs(evidence, summary) if speedup is not None else (),
    )


def _logs(evidence: Evidence, summary: Summary) -> tuple[float, ...]:
    serial = evidence.baseline(summary)
    return () if serial is None else tuple(log_ratios(serial.rounds, summary.rounds).values())
