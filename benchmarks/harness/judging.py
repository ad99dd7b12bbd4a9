"""A session → verdicts: what each tool said of every two sides that it compared."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from kernel.bm_kernel import more
from peers import Found, Reading, read_pyperf, read_pytest
from session import MORE, SAME, Block, Cycle, Session

from gilbench.analysis.intervals import geometric_mean, student_half_width
from gilbench.analysis.ratios import FEWEST_ROUNDS, MARGIN, Standard, difference, log_ratios
from gilbench.compare.sides import within
from gilbench.compare.thresholds import Thresholds
from gilbench.experiments.discovery import find
from gilbench.plan.schedule import TRUSTED_ROUNDS
from gilbench.settings import DEPTHS
from gilbench.store import run_folder
from gilbench.store.records import StoredRun

GILBENCH, ALONE, STOPPED = "gilbench compare", "gilbench, two sides alone", "gilbench, two sides, to ±5 %"
PYPERF, PYTEST = "pyperf compare_to", "pytest-benchmark mean:10%"
PRECISION = DEPTHS["normal"].precision
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
        yield from of_run(cycle, run_folder.load(folder / cycle.gilbench))


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

    Each comes as `gilbench compare RUN --base SIDE` gives it among the other rows; as it would be in a run of these two
    sides; and as in a run of these two that stops when they are known to ±5 %.
    """
    sides = {target.id: Path(target.executable).parents[1].name for target in run.manifest.targets}
    targets = {side: target for target, side in sides.items()}
    experiments = find()
    summaries = experiments.evidence(run).summaries
    rounds = {sides[each.trial.target]: each.rounds for each in summaries.values()}
    runs = {number: until(run, number) for number in range(FEWEST_ROUNDS, len(rounds[SAME[0]]) + 1)}
    floors = {number: experiments.evidence(each).floor for number, each in runs.items()}
    for place, base in enumerate(SAME):
        rows = {sides[row.new]: row for row in within(run, targets[base], Thresholds(MARGIN), experiments).rows}
        for new in (*SAME[place + 1 :], *MORE):
            logs = list(log_ratios(rounds[base], rounds[new]).values())
            for tool, number in ((GILBENCH, len(logs)), (ALONE, len(logs)), (STOPPED, enough(logs))):
                floor = floors.get(number)
                standard = Standard(MARGIN, floor.share if floor else 0.0)
                alone = difference(geometric_mean(logs[:number]), standard) if floor else "undecided"
                found = WORDS[rows[new].verdict if tool == GILBENCH else alone]
                seconds = spent(run, {targets[base], targets[new]}, number)
                yield Verdict(tool, cycle.hogs, cycle.lap, more(new), found, seconds)


def until(run: StoredRun, number: int) -> StoredRun:
    """Return the run as it was after this round."""
    return replace(run, records=tuple(record for record in run.records if record.round <= number))


def enough(logs: Sequence[float]) -> int:
    """Return after which round a run of two sides would have known their ratio to ±5 %, or how many there are."""
    widths = {number: math.expm1(student_half_width(logs[:number])) for number in range(TRUSTED_ROUNDS, len(logs))}
    return next((number for number, width in widths.items() if width <= PRECISION), len(logs))


def spent(run: StoredRun, targets: set[str], number: int) -> float:
    """Return the wall time of the trials of two targets, and of the copy that tells the noise, up to this round."""
    plan = run.manifest.plan
    wanted = {trial.id for trial in plan.trials if trial.target in targets} | {trial.id for trial in plan.copies}
    return math.fsum(record.outcome.elapsed for record in until(run, number).records if record.trial in wanted)
