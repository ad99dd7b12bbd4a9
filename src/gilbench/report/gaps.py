"""The GIL gaps as text: one table per target."""

from collections.abc import Sequence
from dataclasses import dataclass

from gilbench import fmt
from gilbench.model import GilGap

COLUMNS = ("workload", "GIL gap", "in words", "threads", "processes", "processes under", "class of work")
NUMERIC = ("GIL gap", "threads", "processes")


@dataclass(frozen=True)
class GapTable:
    """The gaps of one target."""

    target: str
    workers: int
    rows: tuple[tuple[str, ...], ...]  # in the order of COLUMNS


def tables(gaps: Sequence[GilGap]) -> tuple[GapTable, ...]:
    """Write the gaps down, a table per target in their order."""
    by_target: dict[tuple[str, int], list[GilGap]] = {}
    for gap in gaps:
        by_target.setdefault((gap.target, gap.workers), []).append(gap)
    return tuple(
        GapTable(target, workers, tuple(map(_row, members))) for (target, workers), members in by_target.items()
    )


def _row(gap: GilGap) -> tuple[str, ...]:
    return (
        gap.workload,
        fmt.share_interval(gap.gap),
        gap.says or gap.reason,
        fmt.ratio_interval(gap.threads),
        fmt.ratio_interval(gap.ceiling),
        gap.ceiling_strategy,
        gap.workload_class,
    )
