"""Geometric means between interpreters, arranged as tables of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gilbench import fmt
from gilbench.model import ClassMean

KEY_COLUMNS = ("class of work", "strategy", "workloads")


@dataclass(frozen=True)
class MeanTable:
    """Means against one base: a row per class and strategy, after KEY_COLUMNS a column per other target."""

    base: str
    others: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(means: Sequence[ClassMean]) -> tuple[MeanTable, ...]:
    """Arrange the means in one table per base."""
    return tuple(
        _table(base, [mean for mean in means if mean.base == base])
        for base in dict.fromkeys(mean.base for mean in means)
    )


def _table(base: str, means: Sequence[ClassMean]) -> MeanTable:
    others = tuple(dict.fromkeys(mean.other for mean in means))
    by_key: dict[tuple[str, str], dict[str, ClassMean]] = {}
    for mean in means:
        by_key.setdefault((mean.workload_class, mean.strategy), {})[mean.other] = mean
    return MeanTable(base, others, tuple(_row(key, found, others) for key, found in by_key.items()))


def _row(key: tuple[str, str], found: dict[str, ClassMean], others: Sequence[str]) -> tuple[str, ...]:
    cells = (fmt.ratio_interval(found[other].ratio) if other in found else fmt.MISSING for other in others)
    return (*key, _counts(mean.rows for mean in found.values()), *cells)


def _counts(numbers: Iterable[int]) -> str:
    """Write how many workloads are in the means of a row: one number, or the fewest and the most."""
    known = sorted(numbers)
    return fmt.count(known[0]) if known[0] == known[-1] else f"{fmt.count(known[0])}–{fmt.count(known[-1])}"
