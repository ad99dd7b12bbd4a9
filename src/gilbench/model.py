"""Everything a report says, decided: renderers only write it down.

Times are in seconds, shares between 0 and 1, values with the unit "%" in per cent; formatting is the business of
`report.fmt`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

# faster, slower, same, undecided: against the baseline, by interval and margin. The rest: there is no number.
CellState = Literal["faster", "slower", "same", "undecided", "wrong", "failed", "timed out", "skipped", "not run"]
Decided = Literal["holds", "does not hold", "undecided", "not measured"]
Severity = Literal["note", "warning", "serious"]


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; the interval is None with fewer than two rounds."""

    value: float
    low: float | None
    high: float | None
    rounds: int


@dataclass(frozen=True)
class Sentence:
    """One sentence of the verdict, with the number it rests on and where the evidence stands."""

    id: str  # "threads-pure-python:3.13"
    claim: str  # id of the claim that it decides
    decided: Decided
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str  # "×", "%", "s"
    evidence: str  # id of a section of the page: "heat-map", "interpreters", ...
    target: str | None


@dataclass(frozen=True)
class Unsaid:
    """A claim that got no sentence, and why."""

    claim: str
    target: str | None
    reason: str


@dataclass(frozen=True)
class Alert:
    """Something that the reader should know before believing a number, and what to do about it."""

    severity: Severity
    text: str
    advice: str


@dataclass(frozen=True)
class TargetCard:
    """One measured interpreter, for the header and the environment table."""

    id: str
    label: str  # "CPython 3.13.5, free-threaded, GIL off"
    executable: str  # file name only; paths stay out of pages that get mailed
    facts: Mapping[str, str]  # in display order


@dataclass(frozen=True)
class Decision:
    """What to use for one class of work on one target: the simplest strategy that is not beaten."""

    workload_class: str  # "pure-Python CPU", "C that keeps the GIL", "C that releases the GIL", "waiting", ...
    target: str
    use: str  # strategy label
    workload: str  # the workload that it was read off
    speedup: Estimate | None  # None when the answer is serial
    instead_of: str  # what it was compared with, in words
    confidence: Literal["high", "medium", "low"]


@dataclass(frozen=True)
class HeatColumn:
    """One strategy of a heat map."""

    strategy: str  # label
    family: str


@dataclass(frozen=True)
class HeatCell:
    """One workload under one strategy: how much faster than serial."""

    state: CellState
    speedup: Estimate | None
    seconds: float | None
    cpu_per_wall: float | None
    best: bool  # in its row, ties included
    reason: str  # for cells without a number; otherwise flags such as "workers hardly overlapped"


@dataclass(frozen=True)
class HeatRow:
    """One workload."""

    workload: str
    workload_class: str
    asks: str
    serial: Estimate | None  # seconds
    cells: tuple[HeatCell, ...]  # one per column


@dataclass(frozen=True)
class HeatMap:
    """Workloads × strategies of one target at one worker count."""

    target: str
    workers: int
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]  # grouped by class


@dataclass(frozen=True)
class ScalingPoint:
    """One worker count of a scaling line; the last three are None at one worker or without a number."""

    workers: int
    speedup: Estimate
    efficiency: float
    serial_fraction: Estimate | None  # Karp and Flatt


@dataclass(frozen=True)
class ScalingLine:
    """One strategy over worker counts."""

    strategy: str
    family: str
    points: tuple[ScalingPoint, ...]


@dataclass(frozen=True)
class ScalingPanel:
    """One workload on one target."""

    workload: str
    workload_class: str
    target: str
    usable_cpus: int  # the ideal line bends here
    lines: tuple[ScalingLine, ...]


@dataclass(frozen=True)
class InterpreterRow:
    """The same trial on two targets: base time ÷ other time, above 1 means that the other is faster."""

    workload: str
    workload_class: str
    strategy: str
    workers: int
    base: str
    other: str
    ratio: Estimate
    state: CellState


@dataclass(frozen=True)
class ClassMean:
    """Geometric mean of the ratios of one workload class between two targets, one strategy."""

    workload_class: str
    strategy: str
    base: str
    other: str
    ratio: Estimate
    rows: int  # how many ratios are in it


@dataclass(frozen=True)
class Trouble:
    """A trial, file or target that gave no result."""

    what: str
    state: str  # "failed", "timed out", "skipped", "unusable", "not loaded"
    reason: str
    tail: str


@dataclass(frozen=True)
class Reproduce:
    """How to get these numbers again, and this page."""

    command: str
    report_command: str
    seed: int
    version: str
    plan_hash: str


@dataclass(frozen=True)
class ReportModel:
    """A whole report."""

    schema: int
    run_id: str  # the folder's name
    created: str
    finished: bool
    invented: bool
    duration: float  # seconds spent measuring
    timed_share: float  # share of it inside timed sections, warm-ups included
    rounds: int  # the smallest number of complete rounds over all ok trials
    margin: float  # 0.05: what counts as a difference
    counts: Mapping[str, int]  # trials by state: ok, failed, timed out, skipped, left out
    usable_cpus: int
    machine: Mapping[str, str]
    targets: tuple[TargetCard, ...]
    verdict: tuple[Sentence, ...]
    unsaid: tuple[Unsaid, ...]
    alerts: tuple[Alert, ...]  # most serious first
    decisions: tuple[Decision, ...]
    heat_maps: tuple[HeatMap, ...]
    scaling: tuple[ScalingPanel, ...]
    interpreters: tuple[InterpreterRow, ...]
    class_means: tuple[ClassMean, ...]
    troubles: tuple[Trouble, ...]
    left_out: tuple[str, ...]  # one line per group: "thread_pool × 12 workloads on 3.13"
    absent: Mapping[str, str]  # section id -> why it is not in this report
    results: tuple[Mapping[str, Any], ...]  # rows of results.csv, by column name, in RESULT_COLUMNS order
    reproduce: Reproduce


RESULT_COLUMNS = (
    "experiment",
    "workload",
    "kind",
    "strategy",
    "start_method",
    "workers",
    "target",
    "implementation",
    "version",
    "free_threaded",
    "gil_enabled",
    "state",
    "reason",
    "rounds",
    "seconds",
    "seconds_low",
    "seconds_high",
    "speedup",
    "speedup_low",
    "speedup_high",
    "cpu_per_wall",
    "running",
    "ready",
    "blocked",
    # beyond the columns that other programs rely on
    "workload_class",
    "family",
    "items",
    "size",
    "efficiency",
    "serial_fraction",
    "cpu_seconds",
    "voluntary_switches",
    "involuntary_switches",
    "overlap",
    "start_skew",
    "flags",
)
