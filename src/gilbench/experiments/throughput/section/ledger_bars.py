"""The time ledger at a glance: a row per workload, a bar each for serial code, threads and processes."""

from collections.abc import Mapping, Sequence

from gilbench import fmt
from gilbench.experiments.throughput.analysis.ledger_rows import LedgerRow
from gilbench.experiments.throughput.core import THREADS
from gilbench.experiments.throughput.section.bars import shares
from gilbench.model.blocks import Cell, Column, Content, Table

FAMILIES = ("serial", "threads", "processes")
UNPARTED = "with blocked"  # where the platform tells only what ran

_COLUMNS = (
    Column("workload"),
    *(Column(family, form="bars") for family in FAMILIES),
    Column("CPU time an item, threads ÷ serial", numeric=True),
    Column("what held threads back", form="words"),
)


def table(target: str, rows: Sequence[LedgerRow]) -> Table:
    """Draw what the time of the workers went on, on one target."""
    by_workload: dict[str, dict[str, LedgerRow]] = {}
    for row in rows:
        by_workload.setdefault(row.workload, {}).setdefault(row.family, row)
    return Table(
        f"Where the time of serial code, threads and processes goes, on {target}",
        _COLUMNS,
        tuple((workload, *_cells(found)) for workload, found in by_workload.items()),
    )


def _cells(found: Mapping[str, LedgerRow]) -> tuple[Content, ...]:
    threads = found.get("threads")
    bars = (bar(found[family]) if family in found else fmt.MISSING for family in FAMILIES)
    if threads is None:
        return (*bars, fmt.MISSING, "")
    return (*bars, fmt.ratio_interval(threads.cpu), threads.says if held_back(threads) else "")


def held_back(row: LedgerRow) -> bool:
    """Tell whether something held threads back that do not wait by themselves."""
    told = bool(row.says) and row.running is not None
    return told and row.strategy == THREADS and not row.waits


def bar(row: LedgerRow) -> Content:
    """Return the shares of a row's time as a bar; nothing where the work has threads of its own."""
    if row.running is None:
        return fmt.MISSING
    running, ready, blocked = in_words(row)
    drawn = shares(row.running, row.ready, row.blocked)
    return Cell(f"running {running}, ready {ready}, blocked {blocked}", bar=drawn)


def in_words(row: LedgerRow) -> tuple[str, str, str]:
    """Return what ran, what was ready and what was blocked of the time of a row that tells it."""
    running = row.running or 0.0
    ready = UNPARTED if row.ready is None else fmt.share(row.ready)
    return fmt.share(running), ready, fmt.share(1 - running if row.blocked is None else row.blocked)
