"""What the heat maps leave out: other numbers of workers than theirs."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.worker_counts import Best, best_of_all, counts
from gilbench.model.blocks import Block, Column, Note, Table

_COLUMNS = (
    Column("workload"),
    Column("interpreter"),
    Column("speed-up", numeric=True),
    Column("workers", numeric=True),
    Column("strategy"),
)


def blocks(evidence: Evidence) -> Iterator[Block]:
    """Yield the best that work which waits reaches, and which numbers of workers there are; nothing if it is one."""
    measured = counts(evidence)
    if len(measured) < 2:  # noqa: PLR2004  the maps have it
        return
    best = [each for target in evidence.manifest.subjects for each in best_of_all(evidence, target)]
    if best:
        yield _table(best)
    shown = sorted({evidence.workers(each.id) for each in evidence.manifest.subjects})
    yield Note(
        f"Measured with {_listed(measured)} workers; the maps show {_listed(shown)}. "
        "The others are under Scaling and in results.csv."
    )


def _table(best: Sequence[Best]) -> Table:
    rows = (
        (each.workload, each.target, fmt.ratio_interval(each.speedup), fmt.count(each.workers), each.strategy)
        for each in best
    )
    return Table("Work that waits, with the best of all measured numbers of workers", _COLUMNS, tuple(rows))


def _listed(numbers: Sequence[int]) -> str:
    return fmt.listed([*map(fmt.count, numbers)])
