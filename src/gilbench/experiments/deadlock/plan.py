"""Which trials of deadlock there are: ways to take two locks, by threads and processes."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.deadlock.records import (
    BACK_OFF,
    CURES,
    DINNERS,
    NO,
    NONE,
    ORDERED,
    PATIENCE,
    PROCESSES,
    UNPAUSED,
    WAITER,
    WINDOW,
    YES,
    Dinner,
    Seen,
)
from gilbench.experiments.deadlock.trials import (
    BACKED_OFF,
    CORE,
    FEW,
    IN_ORDER,
    MANY,
    NAIVE,
    NAME,
    PAUSED,
    USUAL,
    Cell,
    cell_of,
    of_cell,
)
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 150
SHARE = 0.01
ROUNDS = "whole"  # beside other experiments once: the interval is that of the dinners within a call
CALLS = "one"  # it repeats by itself, and has nothing to warm: what is counted are meals
_LAYING = 0.0007  # seconds from one dinner to the next
_OF_THREAD, _OF_PROCESS = 0.00005, 0.0014  # seconds to start one
_GATHERED = 0.0015  # seconds until everybody has begun to eat, with pauses
_MEALS = {BACK_OFF: 17_000.0, ORDERED: 20_000.0, WAITER: 14_000.0, NONE: 20_000.0}  # per second, with pauses
_WITHOUT_PAUSES = 60  # times as many
_DECIDE = {NAIVE, PAUSED, BACKED_OFF, IN_ORDER}
_NO_FORK = "this platform cannot fork the processes that sit at the table"


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield five threads with each cure in the core; in the whole more and fewer of them, and processes."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: claims are about no cure, backing off and ordered locks."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id) and cell_of(each) in CORE]
    return {each.id: Rank.DECIDES if cell_of(each) in _DECIDE else Rank.ADVISES for each in here}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: with a pause and no cure dinners end in deadlocks, and early."""
    cell = cell_of(trial)
    sitting = _GATHERED + (PATIENCE if cell[:2] == PAUSED[:2] else WINDOW) if cell.pause == YES else UNPAUSED
    starting = cell.philosophers * (_OF_PROCESS if cell.kind == PROCESSES else _OF_THREAD)
    return prices.start + DINNERS * (_LAYING + starting + sitting)


def invented(trial: Trial) -> Call:
    """Return a call in which dinners without a cure, but with pauses, ended in deadlocks, and no others."""
    cell = cell_of(trial)
    dinners = [_deadlock(cell) if cell[:2] == PAUSED[:2] else _eaten(cell) for _ in range(DINNERS)]
    return Call(0.3 * random.lognormvariate(0.0, 0.02), [], Seen(True, 0.005, dinners))


def _deadlock(cell: Cell) -> Dinner:
    meals = [random.randrange(3) for _ in range(cell.philosophers)]
    return Dinner(PATIENCE, meals, PATIENCE, list(range(cell.philosophers)))


def _eaten(cell: Cell) -> Dinner:
    window = WINDOW if cell.pause == YES else UNPAUSED
    share = _MEALS[cell.cure] * window / cell.philosophers * (1 if cell.pause == YES else _WITHOUT_PAUSES)
    meals = [1 + round(share * random.lognormvariate(0.0, 0.3)) for _ in range(cell.philosophers)]
    return Dinner(window * random.lognormvariate(0.1, 0.02), meals, 0.3 * window, [])


def _whole() -> list[Cell]:
    threads = [Cell(cure, YES, philosophers=count) for count in (FEW, MANY) for cure in CURES]
    processes = [Cell(cure, YES, PROCESSES, count) for count in (FEW, USUAL, MANY) for cure in CURES]
    return [*CORE, *(Cell(cure, NO) for cure in CURES if cure != NONE), *threads, *processes]


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    forks = "fork" in target.facts.start_methods
    for cell in _whole():
        impossible = _NO_FORK if cell.kind == PROCESSES and not forks else None
        yield Candidate(of_cell(cell, asked.settings.size, target.id), cell in CORE, impossible)
