"""Which trials of fairness there are: numbers of threads, with and without a lock, and switch intervals."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gilbench.experiments.fairness.records import (
    DEFAULT,
    NONE,
    ONE,
    REPEATS,
    USUAL_TURN,
    Seen,
    long_window,
    seconds_of_windows,
)
from gilbench.experiments.fairness.trials import NAME, beyond, of_threads, told
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 100
SHARE = 0.02
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself, and warms its loop before
MOST = 128  # threads
_FAR = (16, 32, 64, MOST)
_CORE_FAR = (32, MOST)
_INTERVALS = (0.0001, 0.001, 0.02, 0.1, 0.5)  # seconds, beside the default
_WARM = 0.02  # seconds in which the length of a unit is found
_THREAD = 0.0002  # seconds to start and end a thread, about
_NO_GIL = "without a GIL no switch interval is in force"


class _Cell(NamedTuple):
    workers: int
    lock: str
    interval: str | float


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each number of threads, with and without a lock, and for each switch interval."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: a claim is about the most threads, the opening about two, too."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id)]
    advises = {each.id: Rank.ADVISES for each in told(here)}
    most = beyond(here, usable_cpus)
    return advises if most is None else advises | {most.id: Rank.DECIDES}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: its windows have lengths of their own."""
    interval = dict(trial.parameters)["interval"]
    return prices.start + _WARM + _THREAD * trial.workers + seconds_of_windows(trial.workers, interval)


def invented(trial: Trial) -> Call:
    """Return a call in which threads were served about evenly, but for those that share a lock."""
    parameters = dict(trial.parameters)
    locked, interval = parameters["lock"] == ONE, parameters["interval"]
    window, rate = long_window(trial.workers, interval), 2e7 * random.lognormvariate(0.0, 0.02)
    units = [_units(trial.workers, locked=locked) for _ in range(REPEATS)]
    far = trial.workers > 2  # noqa: PLR2004  as on a machine with two CPUs
    rates = [_noisy(0.9 * rate if far else rate), _noisy(rate) if far else [], _noisy(rate)]
    costs = [[1 / each for each in some] for some in rates]
    in_force = USUAL_TURN if isinstance(interval, str) else float(interval)
    seen = Seen(in_force, 2, 1000, window, units, [0.3 * window] * REPEATS, *rates, *costs)
    return Call(1e6 / sorted(rates[0])[3], [], seen)


def _noisy(rate: float) -> list[float]:
    return [rate * random.lognormvariate(0.0, 0.01) for _ in range(REPEATS)]


def _units(workers: int, *, locked: bool) -> list[int]:
    scale = [0.05 if locked and each else 1.0 for each in range(workers)]
    return [round(1000 * each * random.uniform(0.9, 1.1) / workers) for each in scale]


def _core(usable_cpus: int) -> list[_Cell]:
    without = (_Cell(workers, NONE, DEFAULT) for workers in sorted({2, usable_cpus, *_CORE_FAR} - {1}))
    return [*without, _Cell(2, ONE, DEFAULT)]


def _whole(asked: Asked) -> list[_Cell]:
    """Return every cell, those of the core first among their like."""
    some = {2, asked.usable_cpus, *asked.workers, *_FAR}
    if 4 * asked.usable_cpus <= MOST:
        some.add(4 * asked.usable_cpus)
    counts = sorted(some - {1})
    even = [_Cell(workers, lock, DEFAULT) for lock in (NONE, ONE) for workers in counts]
    return [*even, *(_Cell(2, lock, each) for lock in (NONE, ONE) for each in _INTERVALS)]


def _trial(cell: _Cell, asked: Asked, target: Target) -> Trial:
    return of_threads(cell.workers, cell.lock, cell.interval, asked.settings.size, target.id)


def _impossible(cell: _Cell, target: Target) -> str | None:
    return None if cell.interval == DEFAULT or target.facts.gil_enabled else _NO_GIL


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    core = set(_core(asked.usable_cpus))
    return (Candidate(_trial(each, asked, target), each in core, _impossible(each, target)) for each in _whole(asked))
