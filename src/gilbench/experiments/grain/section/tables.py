"""Tables of values: what tasks cost, and what is gained at each length; interpreters next to each other."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.grain.figures import BREAK_EVEN, COST, GAINS, HOP
from gilbench.experiments.grain.records import LONG, ONE, OWN, PER_WORKER
from gilbench.experiments.grain.trials import DEAL_BEFOREHAND, kind_of, takes_turns
from gilbench.model import Estimate
from gilbench.model.blocks import Cell, Column, Content, Table

_OWN_IS_ONE = ("thread_executor", "process_executor", "interpreter_executor")
_SHOWN = 24


def costs(even: Sequence[Summary]) -> Iterator[Table]:
    """Yield what a hop and an empty task cost, and from where on tasks pay."""
    columns = (
        *_first_columns(),
        Column("one hop", numeric=True),
        Column("empty task", numeric=True),
        Column("pays from", numeric=True),
    )
    rows = tuple(
        (*_first_cells(each), _seconds(each.figures[HOP]), _seconds(each.figures[COST]), _pays(each))
        for each in _in_order(even)
    )
    if rows:
        yield Table("What a task costs at least, and from where on tasks pay", columns, rows, shown=_SHOWN)


def gains(caption: str, trials: Sequence[Summary]) -> Iterator[Table]:
    """Yield the gain at each length that was measured."""
    lengths = [length for length, name in GAINS.items() if any(name in each.figures for each in trials)]
    columns = (*_first_columns(), *(Column(fmt.tick(each, "s"), numeric=True) for each in lengths))
    rows = tuple(
        (*_first_cells(each), *(_gain(each.figures.get(GAINS[length])) for length in lengths))
        for each in _in_order(trials)
    )
    if rows:
        yield Table(caption, columns, rows, shown=_SHOWN)


def chunk(summary: Summary) -> str:
    """Return how many tasks are handed over together, in words."""
    chosen = kind_of(summary.trial).chunk
    if chosen == OWN:
        return "as its map: a quarter of a worker's"
    if summary.trial.strategy in DEAL_BEFOREHAND or chosen == PER_WORKER:
        return "one per worker"
    return "1, as its map" if chosen == ONE and summary.trial.strategy in _OWN_IS_ONE else "1"


def _first_columns() -> tuple[Column, ...]:
    return Column("strategy"), Column("workers", numeric=True), Column("tasks in a chunk"), Column("interpreter")


def _first_cells(summary: Summary) -> tuple[Content, ...]:
    much = ("with more work",) if kind_of(summary.trial).work == LONG else ()
    crew, target = fmt.count(summary.trial.workers), summary.trial.target
    return Cell(summary.strategy_in_words, much), crew, chunk(summary), target


def _in_order(trials: Sequence[Summary]) -> list[Summary]:
    """Return the trials with interpreters next to each other."""
    place: dict[tuple[object, ...], int] = {}
    for each in trials:
        place.setdefault(_alike(each), len(place))
    return sorted(trials, key=lambda each: place[_alike(each)])


def _alike(summary: Summary) -> tuple[object, ...]:
    return summary.trial.strategy_label, summary.trial.parameters


def _seconds(estimate: Estimate) -> Cell:
    interval = fmt.quantity_span(estimate.low, estimate.high, "s")
    return Cell(fmt.time(estimate.value), (interval,) if interval else ())


def _pays(summary: Summary) -> Content:
    if takes_turns(summary):
        return "never (one GIL)"
    even = summary.figures.get(BREAK_EVEN)
    if even is None:
        return "at no length"
    return Cell(fmt.time(even.value), (f"not yet at {fmt.time(even.low)}",) if even.low else ("or less",))


def _gain(estimate: Estimate | None) -> Content:
    if estimate is None:
        return fmt.MISSING
    interval = fmt.quantity_span(estimate.low, estimate.high, "×")
    return Cell(fmt.ratio(estimate.value), (interval,) if interval else ())
