"""The tables of queues: a row for each channel, a column for each interpreter."""

from collections.abc import Callable, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.queues.figures import BOUNDED, CPU, DISORDERED, HANDOVER, ITEM, ITEMS, LOST, TAIL, TWICE
from gilbench.experiments.queues.records import BOUND
from gilbench.experiments.queues.trials import channel_of, pairs_of
from gilbench.experiments.queues.words import rate_interval
from gilbench.model import Estimate
from gilbench.model.blocks import Cell, Column, Content, Table

_BOUNDS = {"": "none", BOUNDED: fmt.count(BOUND)}  # the end of a figure's name → the bound
_AMISS = {LOST: "lost", TWICE: "twice", DISORDERED: "out of order"}
_Key = tuple[str, ...]
_PAIRS = "producers → consumers"


def rates(measured: Sequence[Summary], targets: Sequence[str]) -> Table:
    """Return how many items go through in a second, and what one costs in CPU time."""
    rows: dict[_Key, dict[str, Content]] = {}
    for each in measured:
        for end, bound in _BOUNDS.items():
            if f"{ITEM}{end}" in each.figures:
                cpu = f"CPU {fmt.time(each.figures[f'{CPU}{end}'].value)} an item"
                cell = Cell(rate_interval(each.figures[f"{ITEM}{end}"]), (cpu,))
                rows.setdefault((*_named(each), bound), {})[each.trial.target] = cell
    return _table("Items per second, with 95 % intervals", ("channel", _PAIRS, "bound"), rows, targets)


def handovers(measured: Sequence[Summary], targets: Sequence[str]) -> Table | None:
    """Return how long a hand-over to a consumer that waits takes; None where it was not measured."""
    rows = _rows([each for each in measured if HANDOVER in each.figures], lambda each: (channel_of(each.trial),), _time)
    caption = "From put to get where the consumer waits: medians with 95 % intervals"
    return _table(caption, ("channel",), rows, targets) if rows else None


def counts(measured: Sequence[Summary], targets: Sequence[str]) -> Table:
    """Return what became of items."""
    rows = _rows(measured, _named, _count)
    caption = "Items lost, got twice or got after a later one, of a million, with exact 95 % intervals"
    return _table(caption, ("channel", _PAIRS), rows, targets)


def _rows(
    measured: Sequence[Summary], named: Callable[[Summary], _Key], cell: Callable[[Summary], Content]
) -> dict[_Key, dict[str, Content]]:
    found: dict[_Key, dict[str, Content]] = {}
    for each in measured:
        found.setdefault(named(each), {})[each.trial.target] = cell(each)
    return found


def _named(summary: Summary) -> _Key:
    pairs = fmt.count(pairs_of(summary.trial))
    return channel_of(summary.trial), f"{pairs} → {pairs}"


def _time(summary: Summary) -> Content:
    return Cell(fmt.time_interval(summary.figures[HANDOVER]), (f"99 %: {fmt.time(summary.figures[TAIL].value)}",))


def _count(summary: Summary) -> Content:
    figures = summary.figures
    amiss = [f"{_of_a_million(figures[name])} {words}" for name, words in _AMISS.items() if figures[name].value]
    told = "; ".join(amiss) if amiss else f"none (at most {fmt.significant(figures[LOST].high or 0.0, 2)})"
    return Cell(told, (f"of {fmt.count(round(figures[ITEMS].value))} counted",))


def _of_a_million(share: Estimate) -> str:
    return f"{fmt.significant(share.value)} ({fmt.quantity_span(share.low, share.high, '')})"


def _table(caption: str, names: Sequence[str], rows: dict[_Key, dict[str, Content]], targets: Sequence[str]) -> Table:
    return Table(
        caption,
        (*(Column(name) for name in names), *(Column(target, numeric=True) for target in targets)),
        tuple((*key, *(row.get(target, fmt.MISSING) for target in targets)) for key, row in rows.items()),
        shown=24,
    )
