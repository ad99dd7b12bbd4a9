"""The time ledger: a table per interpreter, with what held the workers back."""

from collections.abc import Iterator, Sequence

from gilbench import fmt, legible
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.experiments.throughput.analysis.ledger_rows import LedgerRow, ledger_rows
from gilbench.experiments.throughput.core import CEILING, THREADS
from gilbench.experiments.throughput.section.bars import shares
from gilbench.interpreters.naming import label
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Cell, Column, Content, Entries, Group, Note, Table
from gilbench.plan.classes import WAITING

ID, ORDER, TITLE = "ledger", 40, "Time ledger"

COLUMNS = (
    Column("workload"),
    Column("strategy"),
    Column("time", form="bars"),
    Column("running", numeric=True),
    Column("ready", numeric=True),
    Column("blocked", numeric=True),
    Column("CPUs busy", numeric=True),
    Column("CPU time an item", numeric=True),
    Column("as measured", numeric=True),
    Column("on an idle machine", numeric=True),
    Column("what is behind it", form="words"),
)
_COMPARED = (SERIAL, "threads", "processes")  # families
_MOST = 30  # rows of a table: those of ten workloads
_HELD = "\N{NO-BREAK SPACE}"  # keeps a figure on one line with its name
_UNPARTED = "with blocked"  # where the platform tells only what ran
_HOW_TO_READ = (
    "a worker that is “ready” was held back by this machine, not by Python. For CPU-bound work “blocked” is the wait "
    "for the GIL or a lock; for work that waits it is what one hopes for. Speed-ups are against serial code: “as "
    "measured” is what this machine gave just now, “on an idle machine” what it would have given at most had nothing "
    "else run. “CPU time an item” is against serial code too: above 1× an item takes more of it than alone, as where "
    "threads fight over what they share; where a busy machine keeps them apart, less of that shows."
)


def section(evidence: Evidence) -> Section | Absent:
    """Return the ledgers of all targets."""
    by_target = {each.id: rows for each in evidence.manifest.subjects if (rows := ledger_rows(evidence, each))}
    if not by_target:
        return Absent(ID, ORDER, TITLE, "no trial went well, or it was measured before there was a ledger")
    labels = {each.id: label(each.facts) for each in evidence.manifest.subjects}
    return Section(
        ID,
        ORDER,
        TITLE,
        "Were the workers held back by the GIL, or by this machine?",
        blocks=(
            *(Note(_answer(rows), f"{target}:") for target, rows in by_target.items()),
            *(Group(target, tuple(_ledger(target, rows)), labels[target]) for target, rows in by_target.items()),
            Note(_HOW_TO_READ, "How to read it:"),
        ),
        brief=tuple(brief([row for rows in by_target.values() for row in rows])),
    )


def _answer(rows: Sequence[LedgerRow]) -> str:
    """Return what held threads back, work by work."""
    said = list(map(_held_back, filter(_in_threads, rows)))
    if not said:
        return "Nothing held threads back for a tenth of their time or more."
    return f"In threads, {'; '.join(legible.few(said))}."


def _in_threads(row: LedgerRow) -> bool:
    """Tell whether something held threads back that do not wait by themselves."""
    told = bool(row.says) and row.running is not None
    return told and row.strategy == THREADS and row.workload_class != WAITING


def _held_back(row: LedgerRow) -> str:
    return f"{legible.one_line(row.workload)}: {row.says}"


def _ledger(target: str, rows: Sequence[LedgerRow]) -> Iterator[Block]:
    shown = compared(rows)[:_MOST]
    yield Table(f"What the workers' time went on, on {target}", COLUMNS, tuple(map(cells, shown)))
    if more := len(rows) - len(shown):
        yield Note(f"The shares of {fmt.plural(more, 'other trial')} stand under All results.")
    yield from map(Note, remarks(shown))


def compared(rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Return of each workload serial code, threads and processes, one way of each; of others all, if it has no such."""
    chosen: dict[tuple[str, str], LedgerRow] = {}
    for row in sorted(rows, key=lambda each: each.strategy != THREADS and not each.strategy.startswith(CEILING)):
        if row.family in _COMPARED:
            chosen.setdefault((row.workload, row.family), row)
    workloads = {workload for workload, family in chosen if family != SERIAL}
    ids = {id(row) for row in chosen.values()}
    return [row for row in rows if id(row) in ids or row.workload not in workloads]


def remarks(rows: Sequence[LedgerRow]) -> Iterator[str]:
    """Yield what a reader of these rows has to know."""
    if any(each.of_warm_up for each in rows):
        yield "Read in the warm-ups of these trials: in the values it would have cost more than 0.5 % of them."
    if any(each.running is None for each in rows):
        yield (
            "Where work has threads of its own, the thread that the ledger reads waits for them. What can be told is "
            "CPUs busy: the CPU time of the whole process ÷ the seconds of the value."
        )
    if any(each.ready is None and each.running is not None for each in rows):
        yield "This platform does not tell ready from blocked: both are in one figure."


def cells(row: LedgerRow) -> tuple[Content, ...]:
    """Return a row under COLUMNS."""
    return (
        row.workload,
        row.called if row.workers == 1 else f"{row.called} × {row.workers}",
        *_time(row),
        fmt.MISSING if row.parallelism is None else fmt.factor(row.parallelism),
        fmt.ratio_interval(row.cpu),
        fmt.ratio_interval(row.speedup),
        fmt.ratio_interval(row.idle),
        "; ".join(filter(None, (_held(row), row.says))),
    )


def _time(row: LedgerRow) -> tuple[Content, ...]:
    """Return the bar and its three shares; nothing of them where the work has threads of its own."""
    if row.running is None:
        return (fmt.MISSING,) * 4
    running = fmt.share(row.running)
    ready = _UNPARTED if row.ready is None else fmt.share(row.ready)
    blocked = fmt.share(1 - row.running) if row.blocked is None else fmt.share(row.blocked)
    bar = shares(row.running, row.ready, row.blocked)
    return Cell(f"running {running}, ready {ready}, blocked {blocked}", bar=bar), running, ready, blocked


def _held(row: LedgerRow) -> str:
    return "" if row.held is None else f"keeps the GIL for {fmt.share_interval(row.held)} of its CPU time"


def brief(rows: Sequence[LedgerRow]) -> Iterator[Block]:
    """Yield what held threads back, or why nobody knows, by workload and target; the page has every strategy."""
    lines = [
        f"{legible.one_line(f'{row.target} {row.workload} {row.called} × {row.workers}')}: {row.says}"
        for row in rows
        if _in_threads(row)
    ]
    if lines:
        yield Group(TITLE, tuple(map(Note, lines)), "what held threads back")
    yield from _cpu_time(rows)
    unread = [
        f"{legible.one_line(f'{row.target} {row.workload}')}: {row.says}"
        for row in rows
        if row.running is None and row.strategy == SERIAL
    ]
    if unread:
        yield Group(TITLE, tuple(map(Note, unread)), "what it cannot tell")


def _cpu_time(rows: Sequence[LedgerRow]) -> Iterator[Block]:
    """Yield the CPU time of an item in threads, a paragraph per target."""
    said: dict[str, list[str]] = {}
    for row in rows:
        if row.strategy == THREADS and row.cpu is not None:
            words = f"{legible.one_line(row.workload)} {fmt.ratio_interval(row.cpu)}"
            said.setdefault(row.target, []).append(words.replace(" ", _HELD))
    if said:
        entries = tuple((target, "   ".join(words)) for target, words in said.items())
        yield Group("CPU time an item", (Entries(entries),), "in threads, against serial code")
