"""Where the dots of a heat map stand: a dot a round, all cells of a map on one logarithmic scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gilbench.experiments.throughput.analysis.heat_map import HeatMap, HeatRow
from gilbench.model.blocks import Matrix, MatrixRow

MOST = 20  # dots of a cell: of more rounds, so many that are equally far from each other in their order
CELLS = 600  # of all maps of a page that have dots: of more they would weigh more than what they show is worth
_SAID = "A dot is a round, the line 1×, all on one logarithmic scale."
_LEAST = 0.25  # the slowest that has a place of its own; what is slower stands at the end
_ROOM = 1.1  # beyond the outermost means, for the rounds that they are of


@dataclass(frozen=True)
class Scale:
    """The ends of a scale, as natural logarithms of speed-ups."""

    low: float
    high: float

    def place(self, log: float) -> float:
        """Return where a speed-up stands, from 0 to 1; what is beyond an end stands at it."""
        share = (log - self.low) / (self.high - self.low)
        return round(min(1.0, max(0.0, share)), 2)

    @property
    def tick(self) -> float:
        """Where nothing is gained and nothing lost."""
        return self.place(0.0)

    def dots(self, logs: Sequence[float]) -> tuple[float, ...]:
        """Return where the rounds of a cell stand, the slowest first."""
        return tuple(map(self.place, _thinned(sorted(logs))))


def scale(shown: HeatMap) -> Scale:
    """Return the scale of a map: 1 and the means of all of its cells are on it."""
    means = [cell.speedup.value for row in shown.rows for cell in row.cells if cell.speedup]
    low, high = min(1.0, *means, 1.0), max(1.0, *means, 1.0)
    return Scale(math.log(max(_LEAST, low) / _ROOM), math.log(high * _ROOM))


def dotted(made: Matrix, shown: HeatMap) -> Matrix:
    """Return the matrix that was made of a map, with a dot in its cells for each round."""
    places = scale(shown)
    rows = (_row(row, each, places) for row, each in zip(made.rows, shown.rows, strict=True))
    return replace(made, rows=tuple(rows), tick=places.tick, dots=_SAID)


def _row(row: MatrixRow, known: HeatRow, places: Scale) -> MatrixRow:
    cells = zip(row.cells, known.cells, strict=True)
    return replace(row, cells=tuple(replace(cell, dots=places.dots(each.logs)) for cell, each in cells))


def affordable(maps: Sequence[HeatMap]) -> bool:
    """Tell whether the cells of these maps are few enough to have dots."""
    return sum(bool(cell.logs) for shown in maps for row in shown.rows for cell in row.cells) <= CELLS


def _thinned(logs: Sequence[float]) -> list[float]:
    if len(logs) <= MOST:
        return list(logs)
    return [logs[round(place * (len(logs) - 1) / (MOST - 1))] for place in range(MOST)]
