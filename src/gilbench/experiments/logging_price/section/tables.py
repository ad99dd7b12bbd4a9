"""The tables of logging: what a call costs, records per second, and what the threads' time went on."""

from collections.abc import Callable, Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.logging_price.figures import OWN_BY_SHARED, ROTATIONS
from gilbench.experiments.logging_price.records import DISABLED, FILE, OF_PROCESSES
from gilbench.experiments.logging_price.section.rows import (
    OF_DISABLED,
    OF_TIME,
    CallRow,
    RateRow,
    calls,
    going,
    of_two,
    rates,
)
from gilbench.experiments.logging_price.trials import WHOLE
from gilbench.interpreters.target import Target
from gilbench.model import Estimate
from gilbench.model.blocks import Cell, Column, Content, Table

_Tell = Callable[[Summary], Content]
_Row = tuple[Content, ...]


def of_calls(trials: Sequence[Summary], targets: Sequence[Target]) -> Table:
    """Return what a call costs where."""
    return Table(
        "What a call costs, made by one thread or process, with 95 % intervals",
        (Column("what is logged how"), *_columns(targets)),
        tuple((row.name, *_cells(here, targets, _call(row))) for row, here in calls(trials)),
    )


def of_rates(trials: Sequence[Summary], targets: Sequence[Target]) -> Table:
    """Return how many records there are per second, by handler and by who logs; without rows if there is none."""
    return Table(
        "Records per second, with 95 % intervals; below them ÷ those of one, and CPU time of a record ÷ that of one",
        (Column("goes to"), Column("from"), *_columns(targets)),
        tuple(row for to in WHOLE if to != DISABLED for row in _rates(to, going(trials, to), targets)),
    )


def of_disabled(trials: Sequence[Summary], targets: Sequence[Target]) -> Table:
    """Return what more threads make of calls of a disabled level; without rows if there is none."""
    return Table(
        "Calls of a disabled level per second of several threads ÷ of one, with 95 % intervals",
        (Column("disabled"), Column("from"), *_columns(targets)),
        tuple(_by_crew(going(trials, DISABLED), targets, OF_DISABLED, fmt.ratio_interval)),
    )


def of_time(trials: Sequence[Summary], targets: Sequence[Target]) -> Table:
    """Return what the time of threads went on that log to a file; without rows if there are none."""
    here = going(trials, FILE)
    shares = list(_by_crew(here, targets, OF_TIME, fmt.share_interval))
    gained = list(_by_crew(here, targets, [("records per second, each ÷ one", OWN_BY_SHARED)], fmt.ratio_interval))
    return Table(
        "What the threads' time goes on while they log to a file, with 95 % intervals",
        (Column("threads with"), Column("from"), *_columns(targets)),
        (*shares, *gained),
    )


def _rates(to: str, here: Sequence[Summary], targets: Sequence[Target]) -> Iterator[_Row]:
    noun = "process" if to in OF_PROCESSES else "thread"
    for row in rates(to):
        if row.of_one and of_two(here):
            yield (row.name, _from(1, noun), *_cells(of_two(here), targets, _only(row.of_one, _per_second)))
        for crew, found in _crews(here):
            yield (row.name, _from(crew, noun), *_cells(found, targets, _rate(row)))


def _by_crew(
    here: Sequence[Summary],
    targets: Sequence[Target],
    rows: Sequence[tuple[str, str]],
    told: Callable[[Estimate], Content],
) -> Iterator[_Row]:
    for crew, found in _crews(here):
        for name, figure in rows:
            yield (name, _from(crew, "thread"), *_cells(found, targets, _only(figure, told)))


def _crews(trials: Sequence[Summary]) -> list[tuple[int, list[Summary]]]:
    counts = sorted({each.trial.workers for each in trials})
    return [(count, [each for each in trials if each.trial.workers == count]) for count in counts]


def _from(crew: int, noun: str) -> str:
    return fmt.plural(crew, noun) if noun == "thread" or crew == 1 else f"{fmt.count(crew)} processes"


def _columns(targets: Sequence[Target]) -> tuple[Column, ...]:
    return tuple(Column(each.id, numeric=True) for each in targets)


def _cells(row: Sequence[Summary], targets: Sequence[Target], tell: _Tell) -> tuple[Content, ...]:
    found = {each.trial.target: tell(each) for each in row if each.figures}
    return tuple(found.get(each.id, fmt.MISSING) for each in targets)


def _only(figure: str, told: Callable[[Estimate], Content]) -> _Tell:
    """Return how a cell tells one figure, which an interpreter may lack."""
    return lambda summary: told(summary.figures[figure]) if figure in summary.figures else fmt.MISSING


def _call(row: CallRow) -> _Tell:
    def tell(summary: Summary) -> Content:
        found, more = summary.figures, []
        if row.by_plain:
            more.append(f"{fmt.ratio_interval(found[row.by_plain])} of one without")
        if ROTATIONS in found:
            more.append(_rotated(found[ROTATIONS]))
        return Cell(fmt.time_interval(found[row.figure]), tuple(more))

    return tell


def _rotated(times: Estimate) -> str:
    return f"rotated {fmt.significant(times.value, 2)} times a repeat" if times.value else "not rotated in most repeats"


def _rate(row: RateRow) -> _Tell:
    def tell(summary: Summary) -> Content:
        found = summary.figures
        more = [
            fmt.ratio_interval(found[row.speedup]),
            *([f"CPU {fmt.ratio(found[row.cpu].value)}"] if row.cpu else []),
        ]
        return Cell(_per_second(found[row.of_all]), tuple(more))

    return tell


def _per_second(rate: Estimate) -> str:
    if rate.low is None or rate.high is None:
        return fmt.significant(rate.value)
    return f"{fmt.significant(rate.value)} ({fmt.significant(rate.low, 2)}–{fmt.significant(rate.high, 2)})"
