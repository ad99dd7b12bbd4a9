"""Report models made by hand, with invented but plausible numbers: nothing here was measured."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from math import log2
from typing import Any, Literal

from gilbench.model import (
    RESULT_COLUMNS,
    Alert,
    CellState,
    ClassMean,
    ClassSpending,
    CopiedTrial,
    Decided,
    Decision,
    Estimate,
    GilGap,
    HeatCell,
    HeatColumn,
    HeatMap,
    HeatRow,
    InterpreterRow,
    LedgerRow,
    NoiseFloor,
    ReportModel,
    Reproduce,
    ScalabilityLaw,
    ScalingLine,
    ScalingPanel,
    ScalingPoint,
    Sentence,
    Spending,
    TargetCard,
    Trouble,
    Unsaid,
)

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


PYTHON, KEEPS, RELEASES = "pure-Python CPU", "C that keeps the GIL", "C that releases the GIL"
WAITING, MIXED, SHARED = "waiting", "mixed", "shared state"

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
TARGETS = (
    TargetCard(
        "3.11",
        "CPython 3.11.7, GIL on",
        "python3.11",
        {
            "implementation": "CPython",
            "version": "3.11.7",
            "GIL build": "yes",
            "GIL enabled": "yes",
            "JIT": "absent",
            "compiler": "GCC 12.2.0",
            "start method": "fork",
        },
    ),
    TargetCard(
        "3.15",
        "CPython 3.15.0rc1, GIL on",
        "python3.15",
        {
            "implementation": "CPython",
            "version": "3.15.0rc1",
            "GIL build": "yes",
            "GIL enabled": "yes",
            "JIT": "off",
            "compiler": "GCC 12.2.0",
            "start method": "forkserver",
        },
    ),
    TargetCard(
        "3.13t",
        "CPython 3.13.5, free-threaded, GIL off",
        "python3.13t",
        {
            "implementation": "CPython",
            "version": "3.13.5",
            "GIL build": "no",
            "GIL enabled": "no",
            "JIT": "absent",
            "compiler": "GCC 12.2.0",
            "start method": "fork",
        },
    ),
)
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
    columns = tuple(HeatColumn(way.label, way.family) for way in WAYS)
    return HeatMap(target, 2, columns, tuple(_row(work, target) for work in works))


def panel(work: Work, target: str, counts: tuple[int, ...] = (1, 2), cpus: int = 2) -> ScalingPanel:
    serial = ScalingPoint(1, Estimate(1.0, 1.0, 1.0, ROUNDS), 1.0, None)
    lines = [ScalingLine("serial", "serial", (serial,))]
    for way in WAYS:
        cell = _cell(work, way, target)
        if cell.speedup is None:
            continue
        at_two = cell.speedup.value
        points = tuple(_point(workers, at_two, cpus) for workers in counts)
        lines.append(ScalingLine(way.label, way.family, points))
    served = tuple(count for count in counts if count <= cpus)
    laws = tuple(_law(line, served) for line in lines[1:] if len(served) >= 5)
    return ScalingPanel(work.name, work.workload_class, target, cpus, tuple(lines), laws)


def _law(line: ScalingLine, counts: tuple[int, ...]) -> ScalabilityLaw:
    """Threads contend more than the others; one line of them could not be fitted."""
    if line.strategy == "raw_thread":
        return ScalabilityLaw(line.strategy, counts, None, None, None, None, "fewer than 3 rounds with all of them")
    contention = estimate(0.32 if line.family == "threads" else 0.04, 0.1)
    if line.family == "processes":
        return ScalabilityLaw(line.strategy, counts, contention, Estimate(0.0, 0.0, 0.0012, ROUNDS), None, 0.031, "")
    return ScalabilityLaw(line.strategy, counts, contention, estimate(0.0071, 0.2), estimate(9.8, 0.12), 0.024, "")


def _point(workers: int, at_two: float, cpus: int) -> ScalingPoint:
    used = min(workers, cpus)
    value = 0.99 if workers == 1 else at_two ** (1 + 0.8 * (log2(used) - 1))
    fraction = None if workers == 1 else estimate((1 / value - 1 / workers) / (1 - 1 / workers), 0.05)
    return ScalingPoint(workers, estimate(value, 0.015), value / workers, fraction)


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
        work.name, work.workload_class, target, 2, threads, ceiling, "process_executor[fork]", share, says, reason
    )


def ledger_row(work: Work, way: Way, card: TargetCard) -> LedgerRow | None:
    number = _cell(work, way, card.id).speedup
    if number is None:
        return None
    waits = work.kind != "cpu"
    shares = (0.2, 0.05, 0.75) if waits else (0.5, 0.1, 0.4)
    says = "75 % of the time waited, as this work does" if waits else "40 % of the time waited for the GIL or a lock"
    idle = estimate(1.05 * number.value)
    return LedgerRow(
        *(work.name, work.workload_class, way.label, way.family, 2, card.id),
        *(*shares, 0.12, number.value, None if waits else estimate(0.97), number, idle, says),
        of_warm_up=card.id.startswith("pypy"),
    )


def _ledger(cards: Iterable[TargetCard] = TARGETS, works: Iterable[Work] = WORKS) -> tuple[LedgerRow, ...]:
    rows = (ledger_row(work, way, card) for card in cards for work in works for way in (WAYS[0], WAYS[7]))
    return tuple(row for row in rows if row is not None)


def _gaps(cards: Iterable[TargetCard] = TARGETS, works: Iterable[Work] = WORKS) -> tuple[GilGap, ...]:
    return tuple(gil_gap(work, card.id) for card in cards for work in works if work.workload_class != WAITING)


def _interpreter_rows() -> tuple[InterpreterRow, ...]:
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


def _class_means() -> tuple[ClassMean, ...]:
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


SENTENCES: tuple[tuple[str, Decided, str, float, str, str, str], ...] = (
    (
        "threads-pure-python",
        "holds",
        (
            "Threads do not speed up pure-Python CPU work on 3.11: 0.97× of serial with 2 workers on 2 CPUs "
            "(95 % CI 0.95–0.99)."
        ),
        0.97,
        "×",
        "heat-map",
        "3.11",
    ),
    (
        "threads-pure-python",
        "does not hold",
        "On free-threaded 3.13t the same threads give 1.92× (95 % CI 1.88–1.96).",
        1.92,
        "×",
        "heat-map",
        "3.13t",
    ),
    (
        "free-threading-serial-cost",
        "holds",
        "Serial pure-Python code is 7 % slower on 3.13t than on 3.11 (95 % CI 5–9 %).",
        7.0,
        "%",
        "interpreters",
        "3.13t",
    ),
    (
        "c-scales-iff-released",
        "holds",
        (
            "C code scales with threads if and only if it releases the GIL: the same crc32 gives 1.95× through "
            "CDLL and 1.00× through PyDLL on 3.11."
        ),
        1.95,
        "×",
        "heat-map",
        "3.11",
    ),
    (
        "waits-overlap",
        "holds",
        "Blocking calls overlap in threads: two sleeps take the time of one, 2.00× (95 % CI 1.98–2.02), on 3.11.",
        2.0,
        "×",
        "scaling",
        "3.11",
    ),
    (
        "pools-alike",
        "undecided",
        "Whether thread_pool and thread_executor differ on 3.15 is undecided: 1.03× (95 % CI 0.96–1.10).",
        1.03,
        "×",
        "heat-map",
        "3.15",
    ),
    (
        "threads-pure-python",
        "holds",
        "Threads do not speed up pure-Python CPU work on 3.15: 0.97× of serial with 2 workers on 2 CPUs.",
        0.97,
        "×",
        "heat-map",
        "3.15",
    ),
    (
        "locks-contended",
        "holds",
        "A contended lock makes two threads slower than one on 3.13t: 0.44× (95 % CI 0.43–0.45).",
        0.44,
        "×",
        "results",
        "3.13t",
    ),
)


def _sentences() -> tuple[Sentence, ...]:
    return tuple(
        Sentence(f"{claim}:{target}", claim, decided, text, value, value * 0.98, value * 1.02, unit, evidence, target)
        for claim, decided, text, value, unit, evidence, target in SENTENCES
    )


def _decisions() -> tuple[Decision, ...]:
    threads = ("thread", "process_executor[fork], which is not clearly faster")
    processes = ("process_pool[fork]", "threads, which stay at 0.97×")
    answers = {
        PYTHON: (processes, processes, threads),
        KEEPS: (processes, processes, threads),
        RELEASES: (threads, threads, threads),
        WAITING: (("asyncio", "threads, which are not clearly faster"),) * 3,
        MIXED: (processes, processes, threads),
        SHARED: (("serial", "everything else, which is slower"),) * 3,
    }
    chosen = []
    for name, per_target in answers.items():
        work = next(work for work in WORKS if work.workload_class == name)
        for card, (use, instead_of) in zip(TARGETS, per_target, strict=True):
            way = next((way for way in WAYS if way.label == use), None)
            speedup = _speedup(work, way, card.id) if way else None
            confidence: Literal["high", "medium"] = "medium" if name in {MIXED, SHARED} else "high"
            chosen.append(Decision(name, card.id, use, work.name, speedup, instead_of, confidence))
    return tuple(chosen)


def _result(work: Work, way: Way, card: TargetCard) -> dict[str, Any]:
    cell = _cell(work, way, card.id)
    number = cell.speedup
    seconds = cell.seconds
    known: dict[str, Any] = {
        "experiment": "throughput",
        "workload": work.name,
        "kind": work.kind,
        "strategy": way.name,
        "start_method": way.start_method,
        "workers": 2,
        "target": card.id,
        "implementation": "CPython",
        "version": card.facts["version"],
        "free_threaded": card.id.endswith("t"),
        "gil_enabled": not card.id.endswith("t"),
        "state": "ok" if number else ("failed" if cell.state == "wrong" else cell.state),
        "reason": "" if number else cell.reason,
        "workload_class": work.workload_class,
        "family": way.family,
        "items": 8,
        "size": "full",
        "flags": cell.reason if number else "",
    }
    if number and seconds and number.low and number.high:
        known |= {
            "rounds": number.rounds,
            "seconds": seconds,
            "seconds_low": seconds * 0.99,
            "seconds_high": seconds * 1.01,
            "speedup": number.value,
            "speedup_low": number.low,
            "speedup_high": number.high,
            "cpu_per_wall": cell.cpu_per_wall,
            "running": 0.5,
            "ready": 0.04,
            "blocked": 0.46,
            "efficiency": number.value / 2,
            "serial_fraction": 2 / number.value - 1,
            "serial_fraction_low": 2 / number.high - 1,
            "serial_fraction_high": 2 / number.low - 1,
        }
        gap = gil_gap(work, card.id).gap if way.name == "thread" and work.workload_class != WAITING else None
        if gap:
            known |= {"gil_gap": gap.value, "gil_gap_low": gap.low, "gil_gap_high": gap.high}
    return {column: known.get(column) for column in RESULT_COLUMNS}


def _results(works: Iterable[Work] = WORKS, cards: Iterable[TargetCard] = TARGETS) -> tuple[dict[str, Any], ...]:
    rows = (_result(work, way, card) for card in cards for work in works for way in WAYS)
    return tuple(row for row in rows if row["state"] != "not run")


def full() -> ReportModel:
    """Three targets, ten workloads of all classes, every outcome."""
    return ReportModel(
        schema=1,
        run_id="2026-11-22-101500",
        created="2026-11-22T10:15:00+00:00",
        finished=True,
        invented=False,
        duration=1275.0,
        timed_share=0.62,
        rounds=ROUNDS,
        margin=MARGIN,
        floor=NoiseFloor(
            share=0.021,
            rounds=ROUNDS,
            pairs=(
                CopiedTrial("primes", "serial", 1, "3.13", estimate(1.004)),
                CopiedTrial("echo", "thread", 2, "3.13", estimate(0.991)),
            ),
        ),
        spending=Spending(
            budget=1800.0,
            precision=0.05,
            least=1100.0,
            more=175.0,
            complete_rounds=ROUNDS,
            comparisons=300,
            precise=290,
            worst=0.12,
            worst_trial="3.13t/throughput/locked_counter/thread/2",
            classes=(
                ClassSpending("pure-Python CPU", 620.0, ROUNDS, 20, 120, 118),
                ClassSpending("waiting", 655.0, ROUNDS, ROUNDS, 180, 172),
            ),
        ),
        counts={"ok": 298, "failed": 2, "timed out": 1, "skipped": 36, "left out": 264},
        usable_cpus=2,
        machine={
            "CPU": "Example CPU 9000 at 2.60 GHz",
            "logical CPUs": "2 on 1 physical core",
            "usable CPUs": "2 (affinity)",
            "governor": "unknown (no cpufreq)",
            "load before": "0.13 0.04 0.01",
            "load after": "1.97 1.42 0.88",
            "system": "Linux 6.1.0, glibc 2.36",
            "memory": "8 GiB",
            "container": "yes",
        },
        targets=TARGETS,
        verdict=_sentences(),
        unsaid=(
            Unsaid("jit-helps", None, "no target with and without its JIT was measured"),
            Unsaid("convoy-effect", "3.15", "the latency experiment was not run"),
        ),
        alerts=(
            Alert(
                "serious",
                "Another process used 38 % of the CPU time of this machine while gilbench measured.",
                "Close other programs and run again; rows marked “undecided” may then be decided.",
            ),
            Alert("warning", "The CPU frequency governor is unknown.", "Compare only within this report."),
            Alert("note", "Both usable CPUs are hyper-threads of one core.", "Expect less than 2× from any strategy."),
        ),
        decisions=_decisions(),
        heat_maps=tuple(heat_map(card.id) for card in TARGETS),
        ledger=_ledger(),
        gaps=_gaps(),
        scaling=tuple(panel(work, card.id) for card in TARGETS for work in WORKS),
        interpreters=_interpreter_rows(),
        class_means=_class_means(),
        troubles=(
            Trouble("throughput/locked_counter/raw_thread/2 on 3.13t", "failed", "expected 40000, got 31127", ""),
            Trouble(
                "throughput/json_dumps/process_executor[fork]/2 on 3.13t",
                "failed",
                "BrokenProcessPool: a worker died",
                'Traceback (most recent call last):\n  File "bm_json.py", line 12, in json_dumps\n'
                "concurrent.futures.process.BrokenProcessPool: A process in the pool was terminated abruptly\n",
            ),
            Trouble("throughput/echo_sockets/process_pool[spawn]/2 on 3.15", "timed out", "no result within 60 s", ""),
            *(
                Trouble(
                    f"throughput/{work.name}/interpreter_executor/2 on {target}",
                    "skipped",
                    "no InterpreterPoolExecutor before Python 3.14",
                    "",
                )
                for target in ("3.11", "3.13t")
                for work in WORKS
            ),
            Trouble("3.16", "unusable", "no Python 3.16 on this machine", ""),
        ),
        left_out=("thread_pool × 12 workloads on 3.11", "startup × 9 strategies on 3.15"),
        absent={
            "scaling-law": "it takes 5 numbers of workers or more up to the 2 usable CPUs",
            "break-even": "the grain experiment was not run",
            "switching": "the latency experiment was not run",
            "timeline": "no trace was recorded",
            "correctness": "the safety experiment was not run",
        },
        results=_results(),
        reproduce=Reproduce(
            "gilbench run --python 3.11 --python 3.15 --python 3.13t --seed 20261122",
            "gilbench report reports/runs/2026-11-22-101500",
            20261122,
            "0.1.0",
            "5d1c0e9a77b3",
        ),
    )


def one_target() -> ReportModel:
    """One interpreter: nothing to compare it with."""
    whole = full()
    return replace(
        whole,
        targets=whole.targets[:1],
        verdict=tuple(sentence for sentence in whole.verdict if sentence.target == "3.11"),
        decisions=tuple(decision for decision in whole.decisions if decision.target == "3.11"),
        heat_maps=whole.heat_maps[:1],
        ledger=_ledger(TARGETS[:1]),
        gaps=_gaps(TARGETS[:1]),
        scaling=tuple(panel for panel in whole.scaling if panel.target == "3.11"),
        interpreters=(),
        class_means=(),
        alerts=(),
        troubles=(),
        results=_results(cards=TARGETS[:1]),
        absent={**whole.absent, "interpreters": "only one interpreter was measured"},
    )


def empty() -> ReportModel:
    """Interrupted before anything was measured."""
    whole = full()
    return replace(
        whole,
        finished=False,
        duration=0.0,
        timed_share=0.0,
        rounds=0,
        floor=None,
        spending=Spending(1800.0, 0.05, 0.0, 0.0, 0, 0, 0, None, "", ()),
        counts={"ok": 0, "failed": 0, "timed out": 0, "skipped": 0, "left out": 0},
        verdict=(),
        alerts=(),
        decisions=(),
        heat_maps=(),
        ledger=(),
        gaps=(),
        scaling=(),
        interpreters=(),
        class_means=(),
        troubles=(),
        left_out=(),
        results=(),
        absent=dict.fromkeys(
            ("decision", "heat-map", "ledger", "gil-gap", "scaling", "interpreters", "results"), "nothing was measured"
        ),
    )


def invented() -> ReportModel:
    """A dry run."""
    return replace(full(), invented=True)


def many_cores() -> ReportModel:
    """Lines over seven worker counts on a machine with eight usable CPUs."""
    panels = tuple(panel(work, card.id, (1, 2, 3, 4, 6, 8, 12), cpus=8) for card in TARGETS for work in WORKS)
    whole = full()
    absent = {section: reason for section, reason in whole.absent.items() if section != "scaling-law"}
    return replace(whole, usable_cpus=8, scaling=panels, absent=absent)


HOSTILE = '</script><img src=x onerror=alert(1)>|`code` $x_1$ "q"\n# heading\x1b[31m'


def hostile() -> ReportModel:
    """Every name and text that comes from elsewhere tries to break out."""
    whole = full()
    works = (replace(WORKS[0], name=HOSTILE, asks=HOSTILE, workload_class=HOSTILE), *WORKS[1:3])
    maps = tuple(
        replace(
            heat_map(card.id, works),
            columns=(HeatColumn(HOSTILE, HOSTILE), *(HeatColumn(way.label, way.family) for way in WAYS[1:])),
        )
        for card in TARGETS
    )
    return replace(
        whole,
        run_id=HOSTILE,
        machine={HOSTILE: HOSTILE},
        targets=tuple(replace(card, label=HOSTILE, facts={HOSTILE: HOSTILE}) for card in TARGETS),
        verdict=tuple(replace(sentence, text=HOSTILE, claim=HOSTILE) for sentence in whole.verdict),
        unsaid=(Unsaid(HOSTILE, HOSTILE, HOSTILE),),
        alerts=(Alert("warning", HOSTILE, HOSTILE),),
        decisions=tuple(replace(one, use=HOSTILE, workload=HOSTILE, instead_of=HOSTILE) for one in whole.decisions),
        heat_maps=maps,
        ledger=tuple(replace(row, strategy=HOSTILE, says=HOSTILE) for row in _ledger(works=works)),
        gaps=tuple(replace(gap, ceiling_strategy=HOSTILE, says=HOSTILE) for gap in _gaps(works=works)),
        scaling=tuple(panel(work, card.id) for card in TARGETS for work in works),
        interpreters=tuple(replace(row, workload=HOSTILE, strategy=HOSTILE) for row in whole.interpreters[:3]),
        class_means=tuple(replace(mean, workload_class=HOSTILE) for mean in whole.class_means[:2]),
        troubles=(Trouble(HOSTILE, "failed", HOSTILE, HOSTILE),),
        left_out=(HOSTILE,),
        absent={HOSTILE: HOSTILE},
        results=_results(works),
        reproduce=replace(whole.reproduce, command=HOSTILE),
    )


def of_size(results: int) -> ReportModel:
    """Return a report with that many results, heat maps and scaling panels to match, on four targets."""
    whole = full()
    cards = (*TARGETS, replace(TARGETS[1], id="3.14", label="CPython 3.14.2, GIL on"))
    wanted = max(1, round(results / len(cards) / len(WAYS)))
    works = tuple(
        replace(WORKS[index % len(WORKS)], name=f"{WORKS[index % len(WORKS)].name}_{index}") for index in range(wanted)
    )
    rows = [_result(work, way, card) for card in cards for work in works for way in WAYS]
    rows += rows[: max(0, results - len(rows))]
    return replace(
        whole,
        targets=cards,
        heat_maps=tuple(heat_map(card.id, works) for card in cards),
        ledger=_ledger(cards, works),
        gaps=_gaps(cards, works),
        scaling=tuple(panel(work, card.id) for card in cards for work in works),
        results=tuple(rows[:results]),
    )
