"""Which trials of safety there are: ways to count, and mistakes with one thread or with the order of several."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gilbench.experiments.safety.records import (
    GROUPS,
    IDENTIFIERS,
    JOIN,
    LOCKS,
    ORDERING,
    QUEUE,
    REPEATS,
    Ended,
    Identified,
    Runs,
    Seen,
)
from gilbench.experiments.safety.trials import MANY, NAME, PAIR, WORKERS, of_test, speaks, test_of
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 120
SHARE = 0.01
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself, and warms its loops before
_COUNTING, _MORE_THREADS = 0.08, 1.5  # seconds of a way to count in two threads, and how much longer more of them take
_OTHERS = {JOIN: 0.14, IDENTIFIERS: 0.02, ORDERING: 0.33}  # seconds
_PRICES = {**dict.fromkeys(LOCKS, 9e-8), QUEUE: 2e-7}  # seconds of an update; of what is invented, as the next two
_PRICE = 4e-8
_GIL = True


class _Cell(NamedTuple):
    test: str
    workers: int


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial of each test in the core; in the whole ways to count are also measured in more threads."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: claims are about what has no lock, and about one lock beside it."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id) and speaks(each)]
    return {each.id: Rank.DECIDES for each in here}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: its runs have lengths of their own."""
    of_one = _COUNTING if trial.workers <= PAIR else _COUNTING * _MORE_THREADS
    test = test_of(trial)
    return prices.start + (len(GROUPS[test]) * of_one if test in GROUPS else _OTHERS[test])


def invented(trial: Trial) -> Call:
    """Return a call in which a counter lost updates where it has a call in its update, and nowhere else."""
    test = test_of(trial)
    counted = [runs for way in GROUPS.get(test, ()) for runs in _counted(way, trial.workers)]
    early = [random.uniform(0.3, 0.6) for _ in range(10)] if test == JOIN else []
    identified = _identified() if test == IDENTIFIERS else []
    ended = _ended(trial.workers) if test == ORDERING else []
    return Call(0.1 * random.lognormvariate(0.0, 0.02), [], Seen(_GIL, counted, early, identified, ended))


def _counted(way: str, workers: int) -> list[Runs]:
    seconds = _PRICES.get(way, _PRICE) * 100_000
    return [
        Runs(way, threads, shortest, 100_000, _lost(way, threads), _times(seconds), _times(seconds))
        for threads, shortest in ((workers, False), (1, False), (workers, True))
    ]


def _lost(way: str, threads: int) -> list[int]:
    return [random.randrange(20_000, 40_000) if way == "call" and threads > 1 else 0 for _ in range(REPEATS)]


def _times(seconds: float) -> list[float]:
    return [seconds * random.lognormvariate(0.0, 0.02) for _ in range(REPEATS)]


def _identified() -> list[Identified]:
    return [
        Identified(together=False, threads=100, idents=99, natives=0),
        Identified(together=True, threads=32, idents=0, natives=0),
    ]


def _ended(workers: int) -> list[Ended]:
    """Return orders in which the first two changed places, with unequal work all."""
    places = list(range(workers))
    swapped = [*reversed(places[:2]), *places[2:]]
    return [Ended(unequal=False, orders=[swapped] * 8), Ended(unequal=True, orders=[places[::-1]] * 8)]


def _whole() -> list[_Cell]:
    counters = [_Cell(group, workers) for workers in (PAIR, MANY) for group in GROUPS]
    return [*counters, *(_Cell(test, workers) for test, workers in WORKERS.items())]


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    for cell in _whole():
        trial = of_test(cell.test, cell.workers, asked.settings.size, target.id)
        yield Candidate(trial, speaks(trial))
