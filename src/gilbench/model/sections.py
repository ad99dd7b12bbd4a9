"""The tables and charts of a report."""

from dataclasses import dataclass
from typing import Literal

from gilbench.model.estimate import Estimate

# faster, slower, same, undecided: against the baseline, by interval and margin. The rest: there is no number.
CellState = Literal["faster", "slower", "same", "undecided", "wrong", "failed", "timed out", "skipped", "not run"]


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
