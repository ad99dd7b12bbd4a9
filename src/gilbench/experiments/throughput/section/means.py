"""Geometric means between interpreters: one table per base."""

from collections.abc import Iterable, Sequence

from gilbench import fmt
from gilbench.experiments.throughput.analysis.interpreters import ClassMean
from gilbench.model.blocks import Column, Table


def tables(means: Sequence[ClassMean]) -> tuple[Table, ...]:
    """Arrange the means: a row per class and strategy, a column per other target."""
    return tuple(
        _table(base, [mean for mean in means if mean.base == base])
        for base in dict.fromkeys(mean.base for mean in means)
    )


def _table(base: str, means: Sequence[ClassMean]) -> Table:
    others = tuple(dict.fromkeys(mean.other for mean in means))
    by_key: dict[tuple[str, str], dict[str, ClassMean]] = {}
    for mean in means:
        by_key.setdefault((mean.workload_class, mean.strategy), {})[mean.other] = mean
    return Table(
        f"Geometric mean per class of work of the time per item on {base} ÷ on the other: above 1 the other is faster",
        (
            Column("class of work"),
            Column("strategy"),
            Column("workloads", numeric=True),
            *(Column(other, numeric=True) for other in others),
        ),
        tuple(_row(key, found, others) for key, found in by_key.items()),
        shape="tall",
    )


def _row(key: tuple[str, str], found: dict[str, ClassMean], others: Sequence[str]) -> tuple[str, ...]:
    cells = (fmt.ratio_interval(found[other].ratio) if other in found else fmt.MISSING for other in others)
    return (*key, _counts(mean.rows for mean in found.values()), *cells)


def _counts(numbers: Iterable[int]) -> str:
    """Write how many workloads are in the means of a row: one number, or the fewest and the most."""
    known = sorted(numbers)
    return fmt.count(known[0]) if known[0] == known[-1] else f"{fmt.count(known[0])}–{fmt.count(known[-1])}"
