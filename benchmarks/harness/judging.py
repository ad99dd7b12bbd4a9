"""A session → verdicts: what each tool said of every two sides that it compared."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kernel.bm_kernel import more
from peers import Found, Reading, read_pyperf, read_pytest
from session import MORE, SAME, Block, Cycle, Session

from gilbench import store
from gilbench.analysis import comparing
from gilbench.analysis.compare import MARGIN, difference
from gilbench.comparison import ComparisonRow
from gilbench.store import StoredRun

GILBENCH, ALONE = "gilbench compare", "gilbench, each pair alone"
PYPERF, PYTEST = "pyperf compare_to", "pytest-benchmark mean:10%"
WORDS: dict[str, Found] = {"slower": "slower", "faster": "faster", "same": "", "undecided": ""}
OPPOSITE: dict[Found, Found] = {"slower": "faster", "faster": "slower", "": ""}


@dataclass(frozen=True)
class Verdict:
    """What a tool said of two sides, of which the second does the same work or `more` of it."""

    tool: str
    hogs: int
    lap: int
    more: int  # per cent
    found: Found  # what the second side was called
    seconds: float  # wall time of measuring these two
    t: float = 0.0  # pyperf's, absolute
    effect: float = 0.0  # |log ratio| of the two means, for pyperf


def verdicts(folder: Path, session: Session) -> Iterator[Verdict]:
    """Yield all verdicts of all cycles; gilbench's come from its stored runs, with the rules of today."""
    for cycle in session.cycles:
        yield from of_chain(PYPERF, cycle, cycle.pyperf, read_pyperf)
        yield from of_chain(PYTEST, cycle, cycle.pytest, read_pytest)
        yield from of_run(cycle, store.load(folder / cycle.gilbench))


def of_chain(tool: str, cycle: Cycle, blocks: Sequence[Block], read: Callable[[str], Reading]) -> Iterator[Verdict]:
    """Yield the verdicts on neighbouring blocks."""
    for before, after in pairwise(blocks):
        reading = read(after.said)
        gained = more(after.side) - more(before.side)
        if gained < 0 and tool == PYTEST:
            continue  # it was never asked whether something became faster
        yield Verdict(
            tool=tool,
            hogs=cycle.hogs,
            lap=cycle.lap,
            more=abs(gained),
            found=reading.found if gained >= 0 else OPPOSITE[reading.found],
            seconds=before.seconds + after.seconds,
            t=reading.t,
            effect=abs(math.log(after.mean / before.mean)),
        )


def of_run(cycle: Cycle, run: StoredRun) -> Iterator[Verdict]:
    """Yield the verdicts on each two sides with the same work, and on each of these with each that does more.

    Every one comes twice: as `gilbench compare RUN --base SIDE` gives it among the other rows, and as it would be if
    the run had no other row.
    """
    targets = {Path(target.executable).parents[1].name: target.id for target in run.manifest.targets}
    sides = {target: side for side, target in targets.items()}
    for number, base in enumerate(SAME):
        seen = (*SAME[number + 1 :], *MORE)
        for row in comparing.within(run, targets[base], MARGIN).rows:
            side = sides[row.new]
            if side in seen:
                seconds = spent(run, {row.base, row.new})
                for tool, found in ((GILBENCH, WORDS[row.verdict]), (ALONE, _alone(row))):
                    yield Verdict(tool, cycle.hogs, cycle.lap, more(side), found, seconds)


def spent(run: StoredRun, targets: set[str]) -> float:
    """Return the wall time of all trials of these targets."""
    wanted = {trial.id for trial in run.manifest.plan.trials if trial.target in targets}
    return math.fsum(record.outcome.elapsed for record in run.records if record.trial in wanted)


def _alone(row: ComparisonRow) -> Found:
    return WORDS[difference(row.ratio, MARGIN)]
