"""How large a change is beside the noise, which is what rows are sorted by. Pure."""

import math
from collections.abc import Iterable

from gilbench import fmt
from gilbench.compare.records import Comparison, ComparisonRow, Source


def strength(row: ComparisonRow) -> float:
    """Return change ÷ noise on the log scale, where twice and half are equally far from no change.

    The noise is what identical trials differed by; where no run measured that, what a difference has to reach.
    """
    return abs(math.log(row.ratio.value)) / math.log1p(row.noise or row.margin)


def strongest_first(rows: Iterable[ComparisonRow]) -> list[ComparisonRow]:
    """Return the rows, the largest change ÷ noise first; equal ones stay in their order."""
    return sorted(rows, key=lambda row: -strength(row))


def clearest_first(rows: Iterable[ComparisonRow]) -> list[ComparisonRow]:
    """Return the rows that are clear differences, then the others, each by change ÷ noise."""
    return sorted(strongest_first(rows), key=lambda row: not is_clear(row))


def is_clear(row: ComparisonRow) -> bool:
    """Tell whether a row is a difference that was shown."""
    return row.verdict in {"faster", "slower"}


def known_by(comparison: Comparison) -> str:
    """Say how the noise is known."""
    found = [_of(each, alone=len(comparison.sources) == 1) for each in comparison.sources if each.floor is not None]
    if not found:
        return "No trial was measured twice, so that the noise is not known: its place takes the margin."
    few = "a row of fewer rounds is noisier, by the square root"
    return f"The noise is what identical trials, measured twice, differed by: {fmt.listed(found)}; {few}."


def _of(source: Source, *, alone: bool) -> str:
    if source.floor is None:
        return ""
    trials, rounds = fmt.plural(len(source.floor.pairs), "trial"), fmt.plural(source.floor.rounds, "round")
    where = "" if alone else f" in {source.name}"
    return f"{fmt.share(source.floor.share)}{where} ({trials}, {rounds})"
