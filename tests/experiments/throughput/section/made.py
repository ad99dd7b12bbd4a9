"""What the sections of throughput are made from, by hand, with invented but plausible numbers: nothing was measured."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from math import log2

from tests.simulated import PYTHON_NAMES

from gilbench.analysis.nature import nature
from gilbench.analysis.ratios import difference
from gilbench.experiments.throughput.analysis.gil_gap import GilGap
from gilbench.experiments.throughput.analysis.heat_map import HeatCell, HeatColumn, HeatMap, HeatRow
from gilbench.experiments.throughput.analysis.interpreters import ClassMean, InterpreterRow
from gilbench.experiments.throughput.analysis.ledger_rows import LedgerRow
from gilbench.experiments.throughput.analysis.panels import ScalingLine, ScalingPanel, ScalingPoint
from gilbench.experiments.throughput.analysis.scaling_law import ScalabilityLaw
from gilbench.inside.globs import in_words
from gilbench.model import CellState, Estimate

MARGIN = 0.05
ROUNDS = 12


@dataclass(frozen=True)
class Work:
    """A workload of the fixture: its class, serial seconds, question, and speed-up of threads with and without GIL."""

    name: str
    kind: str
    workload_class: str
    seconds: float
    asks: str
    with_gil: float
    without_gil: float


@dataclass(frozen=True)
class Way:
    """A strategy of the fixture."""

    name: str
    start_method: str | None
    family: str
    handicap: float  # share of the speed-up that its overhead costs

    @property
    def label(self) -> str:
        return f"{self.name}[{self.start_method}]" if self.start_method else self.name

    @property
    def words(self) -> str:
        return in_words(PYTHON_NAMES.get(self.name, self.name), self.start_method)


PYTHON, KEEPS, RELEASES = "pure-Python CPU", "C that keeps the GIL", "C that releases the GIL"
WAITING, MIXED, SHARED = "waiting", "mixed", "shared state, written"

WORKS = (
    Work("primes", "cpu", PYTHON, 0.1032, "Do threads help pure Python?", 0.97, 1.92),
    Work("nbody", "cpu", PYTHON, 0.0871, "Do threads help floating-point Python?", 0.99, 1.88),
    Work("json_dumps", "cpu", KEEPS, 0.0412, "Does C code that keeps the GIL scale?", 0.98, 1.90),
    Work("crc32_pydll", "cpu", KEEPS, 0.0624, "Does the same C function scale when the GIL is kept?", 1.00, 1.95),
    Work("crc32_cdll", "cpu", RELEASES, 0.0622, "Does the same C function scale when the GIL is released?", 1.95, 1.96),
    Work("sha256", "cpu", RELEASES, 0.1510, "Does hashing of large buffers scale in threads?", 1.93, 1.94),
    Work("sleep", "io", WAITING, 0.2004, "Do threads overlap waiting?", 2.00, 2.00),
    Work("echo_sockets", "io", WAITING, 0.0311, "Do threads overlap requests to a server?", 1.71, 1.82),
    Work("parse_and_wait", "mixed", MIXED, 0.0957, "What remains when half of the work waits?", 1.31, 1.90),
    Work("locked_counter", "cpu", SHARED, 0.00083, "What does a contended lock cost?", 0.61, 0.44),
)
WAYS = (
    Way("thread", None, "threads", 0.01),
    Way("raw_thread", None, "threads", 0.0),
    Way("thread_pool", None, "threads", 0.01),
    Way("thread_executor", None, "threads", 0.02),
    Way("process", "fork", "processes", 0.05),
    Way("process_pool", "fork", "processes", 0.06),
    Way("process_pool", "spawn", "processes", 0.07),
    Way("process_executor", "fork", "processes", 0.08),
    Way("interpreter_executor", None, "interpreters", 0.10),
    Way("asyncio", None, "asyncio", 0.0),
    Way("asyncio_threads", None, "asyncio", 0.03),
)
TARGETS = ("3.11", "3.15", "3.13t")
_SPEED = {"3.11": 1.0, "3.15": 1.24, "3.13t": 0.93, "3.14": 1.19}


def estimate(value: float, width: float = 0.02, rounds: int = ROUNDS) -> Estimate:
    return Estimate(value, value * (1 - width), value * (1 + width), rounds)


def state_of(figure: Estimate) -> CellState:
    low, high = figure.low or 0, figure.high or 0
    if low > 1 and figure.value >= 1 + MARGIN:
        return "faster"
    if high < 1 and figure.value <= 1 - MARGIN:
        return "slower"
    return "same" if low >= 1 - MARGIN and high <= 1 + MARGIN else "undecided"


def _number(cell: str) -> int:
    """Return a small number that only depends on the text: spread without randomness."""
    return sum((index + 1) * ord(letter) for index, letter in enumerate(cell)) % 11


def _speedup(work: Work, way: Way, target: str) -> Estimate:
    free = target == "3.13t"
    threads = work.without_gil if free else work.with_gil
    ceiling = 1.86 if work.seconds > 0.01 else 0.17
    base = {"threads": threads, "processes": ceiling, "interpreters": ceiling, "asyncio": threads}[way.family]
    spread = _number(f"{work.name}{way.label}{target}")
    value = base * (1 - way.handicap) * (1 + (spread - 5) / 500)
    return estimate(value, 0.09 if spread == 10 else 0.008 + spread / 1000)


ABSENT: dict[tuple[str, str, str], tuple[CellState, str]] = {
    ("locked_counter", "raw_thread", "3.13t"): ("wrong", "expected 40000, got 31127"),
    ("echo_sockets", "process_pool[spawn]", "3.15"): ("timed out", "no result within 60 s"),
    ("json_dumps", "process_executor[fork]", "3.13t"): ("failed", "BrokenProcessPool: a worker died"),
    ("nbody", "asyncio_threads", "3.11"): ("not run", "outside the chosen suite"),
    ("nbody", "asyncio_threads", "3.13t"): ("not run", "outside the chosen suite"),
}


def _cell(work: Work, way: Way, target: str) -> HeatCell:
    absent = ABSENT.get((work.name, way.label, target))
    if way.family == "interpreters" and target != "3.15":
        absent = ("skipped", "no InterpreterPoolExecutor before Python 3.14")
    if way.name == "asyncio" and work.workload_class != WAITING:
        absent = ("skipped", "the workload has no async twin")
    if absent:
        state, reason = absent
        return HeatCell(state, None, None, None, best=False, reason=reason)
    speedup = _speedup(work, way, target)
    flag = "workers hardly overlapped" if way.name == "thread_executor" and work.seconds < 0.05 else ""
    seconds = work.seconds / _SPEED[target] / speedup.value
    return HeatCell(state_of(speedup), speedup, seconds, min(2.0, speedup.value), best=False, reason=flag)


def _row(work: Work, target: str) -> HeatRow:
    cells = [_cell(work, way, target) for way in WAYS]
    values = [cell.speedup.value for cell in cells if cell.speedup]
    best = max(values)
    marked = tuple(
        replace(cell, best=bool(cell.speedup and cell.speedup.value >= best * 0.985 and cell.state == "faster"))
        for cell in cells
    )
    serial = estimate(work.seconds / _SPEED[target], 0.01)
    return HeatRow(work.name, work.workload_class, work.asks, serial, marked)


def heat_map(target: str, works: Iterable[Work] = WORKS) -> HeatMap:
    columns = tuple(HeatColumn(way.label, way.family, way.words) for way in WAYS)
    return HeatMap(target, 2, columns, tuple(_row(work, target) for work in works), usable_cpus=2)


def panel(work: Work, target: str, counts: tuple[int, ...] = (1, 2), cpus: int = 2) -> ScalingPanel:
    alone = 1 / work.seconds
    serial = ScalingPoint(1, Estimate(1.0, 1.0, 1.0, ROUNDS), "same", estimate(alone), 1.0, None)
    lines = [ScalingLine("serial", "serial", (serial,))]
    for way in WAYS:
        cell = _cell(work, way, target)
        if cell.speedup is None:
            continue
        at_two = cell.speedup.value
        points = tuple(_point(workers, at_two, cpus, alone) for workers in counts)
        lines.append(ScalingLine(way.words, way.family, points))
    served = tuple(count for count in counts if count <= cpus)
    laws = tuple(_law(line, served) for line in lines[1:] if len(served) >= 5)
    return ScalingPanel(work.name, work.workload_class, target, cpus, tuple(lines), laws, nature(work.kind, None))


def _law(line: ScalingLine, counts: tuple[int, ...]) -> ScalabilityLaw:
    """Threads contend more than the others; one line of them could not be fitted."""
    if line.strategy == "raw_thread":
        return ScalabilityLaw(line.strategy, counts, None, None, None, None, "fewer than 3 rounds with all of them")
    contention = estimate(0.32 if line.family == "threads" else 0.04, 0.1)
    if line.family == "processes":
        return ScalabilityLaw(line.strategy, counts, contention, Estimate(0.0, 0.0, 0.0012, ROUNDS), None, 0.031, "")
    return ScalabilityLaw(line.strategy, counts, contention, estimate(0.0071, 0.2), estimate(9.8, 0.12), 0.024, "")


def _point(workers: int, at_two: float, cpus: int, alone: float) -> ScalingPoint:
    used = min(workers, cpus)
    value = 0.99 if workers == 1 else at_two ** (1 + 0.8 * (log2(used) - 1))
    fraction = None if workers == 1 else estimate((1 / value - 1 / workers) / (1 - 1 / workers), 0.05)
    speedup = estimate(value, 0.015)
    known = (None, None) if workers > cpus else (value / workers, fraction)
    return ScalingPoint(workers, speedup, difference(speedup), estimate(alone * value), *known)


def gil_gap(work: Work, target: str) -> GilGap:
    threads, ceiling = (_cell(work, way, target).speedup for way in (WAYS[0], WAYS[7]))
    share, says, reason = None, "", ""
    if threads is None or ceiling is None:
        reason = "process_executor[fork]: failed: BrokenProcessPool: a worker died"
    elif state_of(ceiling) != "faster":
        reason = f"no headroom on this machine: processes reach {ceiling.value:.2f}×"
    else:
        lost = 1 - threads.value / ceiling.value
        share = Estimate(lost, lost - 0.02, lost + 0.02, ROUNDS)
        says = f"the GIL costs {100 * lost:.0f} % of what the hardware offers"
        if lost < 0:
            says = f"threads reach {-100 * lost:.0f} % more than processes"
    return GilGap(
        work.name,
        work.workload_class,
        target,
        "2 workers",
        threads,
        ceiling,
        "ProcessPoolExecutor (fork)",
        share,
        says,
        reason,
    )


def ledger_row(work: Work, way: Way, target: str) -> LedgerRow | None:
    number = _cell(work, way, target).speedup
    if number is None:
        return None
    waits = work.kind != "cpu"
    shares = (0.2, 0.05, 0.75) if waits else (0.5, 0.1, 0.4)
    says = "75 % of the time waited, as this work does" if waits else "40 % of the time waited for the GIL or a lock"
    idle = estimate(1.05 * number.value)
    return LedgerRow(
        *(work.name, work.workload_class, way.label, way.family, 2, target),
        *(
            *shares,
            0.12,
            number.value,
            None if waits else estimate(1.04),
            None if waits else estimate(0.97),
            number,
            idle,
            says,
        ),
        of_warm_up=target.startswith("pypy"),
        called=way.words,
        waits=work.workload_class == WAITING,
    )


def ledger(targets: Iterable[str] = TARGETS, works: Iterable[Work] = WORKS) -> tuple[LedgerRow, ...]:
    rows = (ledger_row(work, way, target) for target in targets for work in works for way in (WAYS[0], WAYS[7]))
    return tuple(row for row in rows if row is not None)


def gaps(targets: Iterable[str] = TARGETS, works: Iterable[Work] = WORKS) -> tuple[GilGap, ...]:
    return tuple(gil_gap(work, target) for target in targets for work in works if work.workload_class != WAITING)


def interpreter_rows() -> tuple[InterpreterRow, ...]:
    chosen = (("serial", 1), ("thread", 2), ("process_executor[fork]", 2))
    rows = []
    for other, work, (strategy, workers) in product(("3.15", "3.13t"), WORKS, chosen):
        ratio = _SPEED[other] * (work.without_gil / work.with_gil if (strategy, other) == ("thread", "3.13t") else 1)
        spread = _number(f"{work.name}{strategy}{other}")
        figure = estimate(ratio * (1 + (spread - 5) / 200), 0.012 + spread / 400)
        rows.append(
            InterpreterRow(work.name, work.workload_class, strategy, workers, "3.11", other, figure, state_of(figure))
        )
    return tuple(rows)


def class_means() -> tuple[ClassMean, ...]:
    classes = tuple(dict.fromkeys(work.workload_class for work in WORKS))
    return tuple(
        ClassMean(
            name,
            strategy,
            "3.11",
            other,
            estimate(_SPEED[other] * (1.7 if (strategy, other, name) == ("thread", "3.13t", PYTHON) else 1.0), 0.015),
            sum(work.workload_class == name for work in WORKS),
        )
        for name, strategy, other in product(classes, ("serial", "thread"), ("3.15", "3.13t"))
    )


def panels(counts: tuple[int, ...] = (1, 2), cpus: int = 2) -> tuple[ScalingPanel, ...]:
    return tuple(panel(work, target, counts, cpus) for target in TARGETS for work in WORKS)


def many_cores() -> tuple[ScalingPanel, ...]:
    """Lines over seven worker counts on a machine with eight usable CPUs."""
    return panels((1, 2, 3, 4, 6, 8, 12), cpus=8)
