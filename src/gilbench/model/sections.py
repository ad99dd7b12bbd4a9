"""The tables and charts of a report."""

from dataclasses import dataclass

from gilbench.model.estimate import Estimate
from gilbench.model.states import CellState


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
class GilGap:
    """What threads leave unused of what the hardware offers the same work: 1 - S(threads) ÷ S(ceiling)."""

    workload: str
    workload_class: str
    target: str
    workers: int
    threads: Estimate | None  # speed-up against serial
    ceiling: Estimate | None  # the same of warm processes
    ceiling_strategy: str
    gap: Estimate | None  # share; negative where threads beat processes
    says: str  # the gap in words; empty without one
    reason: str  # why there is no gap; empty with one


@dataclass(frozen=True)
class ScalingPoint:
    """One worker count of a scaling line; the serial fraction is None for serial code and at one worker."""

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
class ScalabilityLaw:
    """The universal scalability law of one line; no figures where it could not be fitted."""

    strategy: str
    workers: tuple[int, ...]  # the counts that it was fitted to
    contention: Estimate | None  # σ: 0 is none, 1 is work that only one worker can do at a time
    coherency: Estimate | None  # κ: what every pair of workers costs
    peak: Estimate | None  # workers at which throughput is highest; None where κ may be 0: then it never falls
    misfit: float | None  # largest distance of a measured throughput from the law, relative
    reason: str  # why it could not be fitted; empty if it could


@dataclass(frozen=True)
class ScalingPanel:
    """One workload on one target."""

    workload: str
    workload_class: str
    target: str
    usable_cpus: int  # the ideal line bends here
    lines: tuple[ScalingLine, ...]
    laws: tuple[ScalabilityLaw, ...] = ()  # of the lines with enough worker counts


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
