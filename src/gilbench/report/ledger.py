"""The time ledger as text: one table per target."""

from collections.abc import Sequence
from dataclasses import dataclass

from gilbench import fmt
from gilbench.model import LedgerRow

COLUMNS = (
    "workload",
    "strategy",
    "running",
    "ready",
    "blocked",
    "CPUs at work",
    "by the wall",
    "on an idle machine",
    "what is behind it",
)
NUMERIC = COLUMNS[2:8]
_UNPARTED = "with blocked"  # where the platform tells only what ran


@dataclass(frozen=True)
class Bar:
    """Per cent of a bar's length; the last two are 0 where the platform tells only what ran."""

    running: float
    ready: float
    blocked: float
    label: str


@dataclass(frozen=True)
class Line:
    """One row: its cells in the order of COLUMNS, and the bar that goes with them."""

    cells: tuple[str, ...]
    bar: Bar


@dataclass(frozen=True)
class LedgerTable:
    """The ledger of one target."""

    target: str
    lines: tuple[Line, ...]
    of_warm_up: bool
    unparted: bool


def tables(rows: Sequence[LedgerRow]) -> tuple[LedgerTable, ...]:
    """Write the ledger down, a table per target in their order."""
    by_target: dict[str, list[LedgerRow]] = {}
    for row in rows:
        by_target.setdefault(row.target, []).append(row)
    return tuple(
        LedgerTable(
            target,
            tuple(map(_line, members)),
            of_warm_up=any(each.of_warm_up for each in members),
            unparted=any(each.ready is None for each in members),
        )
        for target, members in by_target.items()
    )


def remarks(table: LedgerTable) -> tuple[str, ...]:
    """Return what a reader of this table has to know."""
    found = []
    if table.of_warm_up:
        found.append("Read in the warm-ups of these trials: in the values it would have cost more than 0.5 % of them.")
    if table.unparted:
        found.append("This platform does not tell ready from blocked: both are in one figure.")
    return tuple(found)


def _held(row: LedgerRow) -> str:
    return "" if row.held is None else f"keeps the GIL for {fmt.share_interval(row.held)} of its CPU time"


def _line(row: LedgerRow) -> Line:
    shares = (row.running, row.ready or 0.0, row.blocked or 0.0)
    cells = (
        row.workload,
        row.strategy if row.workers == 1 else f"{row.strategy} × {row.workers}",
        fmt.share(row.running),
        _UNPARTED if row.ready is None else fmt.share(row.ready),
        fmt.share(1 - row.running) if row.blocked is None else fmt.share(row.blocked),
        fmt.MISSING if row.parallelism is None else fmt.factor(row.parallelism),
        fmt.ratio_interval(row.speedup),
        fmt.ratio_interval(row.idle),
        "; ".join(filter(None, (_held(row), row.says))),
    )
    label = f"running {cells[2]}, ready {cells[3]}, blocked {cells[4]}"
    running, ready, blocked = (round(100 * share, 1) for share in shares)
    return Line(cells, Bar(running, ready, blocked, label))
