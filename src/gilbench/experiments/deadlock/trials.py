"""The trials of deadlock in a run, and how they are called."""

from collections.abc import Iterable
from typing import NamedTuple

from gilbench.analysis.summary import Summary
from gilbench.experiments.deadlock.records import BACK_OFF, NO, NONE, ORDERED, THREADS, WAITER, YES
from gilbench.plan.trial import Trial

NAME = "deadlock"
FEW, USUAL, MANY = 2, 5, 16  # philosophers, and locks
IN_WORDS = {NONE: "left, then right", BACK_OFF: "back off", ORDERED: "ordered locks", WAITER: "a waiter"}


class Cell(NamedTuple):
    """What is compared."""

    cure: str
    pause: str
    kind: str = THREADS
    philosophers: int = USUAL


# What sentences are about. A cure is tried where there is most to cure: with a pause between the locks.
NAIVE, PAUSED = Cell(NONE, NO), Cell(NONE, YES)
BACKED_OFF, IN_ORDER, WAITED = (Cell(cure, YES) for cure in (BACK_OFF, ORDERED, WAITER))
CORE = (NAIVE, PAUSED, BACKED_OFF, IN_ORDER, WAITED)


def of_cell(cell: Cell, size: str, target: str) -> Trial:
    """Return the trial of a cell on a target."""
    parameters = (("cure", cell.cure), ("pause", cell.pause), ("kind", cell.kind))
    return Trial(NAME, None, None, None, cell.philosophers, size, 1, target, parameters=parameters)


def cell_of(trial: Trial) -> Cell:
    """Return what a trial is about."""
    values = dict(trial.parameters)
    return Cell(str(values["cure"]), str(values["pause"]), str(values["kind"]), trial.workers)


def by_cell(summaries: Iterable[Summary], target: str) -> dict[Cell, Summary]:
    """Return the trials of one target by what they are about."""
    return {cell_of(each.trial): each for each in summaries if each.trial.target == target}
