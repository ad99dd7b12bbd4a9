"""The whole report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gilbench.model.ledger import LedgerRow
from gilbench.model.sections import ClassMean, GilGap, HeatMap, InterpreterRow, ScalingPanel
from gilbench.model.trust import Alert, NoiseFloor, Spending, Trouble
from gilbench.model.verdict import Decision, Sentence, Unsaid
from gilbench.probe.results import Probes


@dataclass(frozen=True)
class TargetCard:
    """One measured interpreter, for the header and the environment table."""

    id: str
    label: str  # "CPython 3.13.5, free-threaded, GIL off"
    executable: str  # file name only; paths stay out of pages that get mailed
    facts: Mapping[str, str]  # in display order


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
    margin: float  # 0.05: what counts as a difference; the noise floor where that is larger
    floor: NoiseFloor | None  # None if no trial was measured twice
    spending: Spending
    counts: Mapping[str, int]  # trials by state: ok, failed, timed out, skipped, left out
    usable_cpus: int
    machine: Mapping[str, str]
    targets: tuple[TargetCard, ...]
    verdict: tuple[Sentence, ...]
    unsaid: tuple[Unsaid, ...]
    alerts: tuple[Alert, ...]  # most serious first
    decisions: tuple[Decision, ...]
    heat_maps: tuple[HeatMap, ...]
    ledger: tuple[LedgerRow, ...]
    gaps: tuple[GilGap, ...]
    scaling: tuple[ScalingPanel, ...]
    interpreters: tuple[InterpreterRow, ...]
    class_means: tuple[ClassMean, ...]
    troubles: tuple[Trouble, ...]
    left_out: tuple[str, ...]  # one line per group: "thread_pool × 12 workloads on 3.13"
    absent: Mapping[str, str]  # section id -> why it is not in this report
    results: tuple[Mapping[str, Any], ...]  # rows of results.csv, by column name, in RESULT_COLUMNS order
    reproduce: Reproduce
    probes: Probes | None = None  # what `gilbench probe --into` found
