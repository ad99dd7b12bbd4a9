"""What trials and sides are called on the page of a comparison."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gilbench import legible
from gilbench.compare import words
from gilbench.compare.records import Comparison, ComparisonRow
from gilbench.plan.naming import USUAL
from gilbench.report.states import LOOKS

Sides = tuple[str, str]  # base and new, as rows name them


@dataclass(frozen=True)
class Names:
    """Names that are as short as they can be without being those of something else."""

    experiments: tuple[str, ...]
    sides: Mapping[Sides, str]  # what each differs in from the others: the target, with its run where it has to be

    @property
    def several(self) -> bool:
        """Whether there are several pairs of sides, so that rows have to say which is theirs."""
        return len(self.sides) > 1

    def side(self, row: ComparisonRow) -> str:
        """Name the sides of a row: `3.13t`."""
        return self.sides[row.base, row.new]

    def work(self, name: str, experiment: str) -> str:
        """Name a workload or a class of work, with its experiment where there are several; the usual one is meant."""
        several = () if experiment == USUAL else self.experiments
        return legible.one_line(words.called(name, experiment, several))

    def row(self, row: ComparisonRow) -> str:
        """Name a row: `primes · Thread × 2, 3.13t`; its sides only where there are several."""
        workers = f" × {row.workers}" if row.workers > 1 else ""
        return self._joined(row, self.work(row.workload, row.experiment), workers)

    def among(self, row: ComparisonRow, crews: Collection[int]) -> str:
        """Name a row among those of its class: without its experiment, or its workers if these are the only crew."""
        workers = f" × {row.workers}" if row.workers > 1 and len(crews) > 1 else ""
        return self._joined(row, row.workload, workers) or self.work(row.workload, row.experiment)

    def _joined(self, row: ComparisonRow, work: str, workers: str) -> str:
        what = " · ".join(filter(None, (work, row.strategy_in_words)))
        parts = (f"{what}{workers}".strip(), self.side(row) if self.several else "")
        return legible.one_line(", ".join(filter(None, parts)))


def names(comparison: Comparison) -> Names:
    """Return the names that fit a comparison."""
    targets = {(row.base, row.new): row.target for row in comparison.rows}
    pairs = words.sides(comparison)
    unique = len(set(targets.values())) == len(targets)
    return Names(
        experiments=words.experiments(comparison),
        sides={pair: targets.get(pair, pair[1]) if unique else pair[1] for pair in pairs},
    )


def sentence(row: ComparisonRow, known: Names) -> str:
    """Say one row: `▼ primes · Thread × 2, 3.13: 1.31× slower (1.28–1.33)`."""
    return f"{LOOKS[row.verdict].glyph} {known.row(row)}: {words.outcome(row)}"
