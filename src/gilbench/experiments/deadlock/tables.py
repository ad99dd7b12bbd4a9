"""The tables of deadlock: a row for each way to take locks, a column for each interpreter."""

from collections.abc import Callable, Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.deadlock.records import CURES, THREADS, YES
from gilbench.experiments.deadlock.trials import IN_WORDS, USUAL, Cell, cell_of
from gilbench.experiments.deadlock.words import k_of_n
from gilbench.model import Estimate, blocks
from gilbench.model.blocks import Column, Content, Table


def deadlocks(measured: Sequence[Summary]) -> Iterator[Table]:
    """Yield how many dinners deadlocked."""
    yield from _table("Dinners that deadlocked, with their exact 95 % intervals", measured, _deadlocks)


def eaten(measured: Sequence[Summary]) -> Iterator[Table]:
    """Yield what was eaten in dinners without a deadlock."""
    ended = [each for each in measured if "meals_per_second" in each.figures]
    yield from _table("Meals in dinners without a deadlock: medians with their 95 % intervals", ended, _eaten)


def _deadlocks(summary: Summary) -> Content:
    before = summary.figures.get("meals_before_deadlock")
    more = () if before is None else (f"after {fmt.plural(round(before.value), 'meal')}",)
    return blocks.Cell(k_of_n(summary), more)


def _eaten(summary: Summary) -> Content:
    figures = summary.figures
    index = figures.get("meals_jain")
    more = (
        *(() if index is None else (f"Jain's index {fmt.number_interval(index)}",)),
        f"longest without a meal {fmt.time_interval(figures['longest_unfed'])}",
        f"no meal at all {fmt.share_interval(figures['unfed'])}",
    )
    return blocks.Cell(f"{_rate(figures['meals_per_second'])} per second", more)


def _rate(found: Estimate) -> str:
    if found.low is None or found.high is None:
        return fmt.significant(found.value)
    return f"{fmt.significant(found.value)} ({fmt.significant(found.low)}–{fmt.significant(found.high)})"


def _table(caption: str, measured: Sequence[Summary], content: Callable[[Summary], Content]) -> Iterator[Table]:
    rows: dict[Cell, dict[str, Content]] = {}
    for each in sorted(measured, key=lambda each: _place(cell_of(each.trial))):
        rows.setdefault(cell_of(each.trial), {})[each.trial.target] = content(each)
    targets = list(dict.fromkeys(each.trial.target for each in measured))
    if rows:
        yield Table(
            caption,
            (
                *(Column(name) for name in ("locks are taken", "by", "pause")),
                *(Column(target, numeric=True) for target in targets),
            ),
            tuple((*_named(cell), *(row.get(target, fmt.MISSING) for target in targets)) for cell, row in rows.items()),
            shown=10,
        )


def _place(cell: Cell) -> tuple[bool, bool, int, bool, int]:
    """Return where its row stands: what every run has comes first."""
    others = cell.kind != THREADS, cell.philosophers != USUAL, cell.philosophers
    return *others, cell.pause != YES, CURES.index(cell.cure)


def _named(cell: Cell) -> tuple[str, str, str]:
    return IN_WORDS[cell.cure], f"{cell.philosophers} {cell.kind}", cell.pause
