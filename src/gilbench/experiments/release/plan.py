"""Which trials of release there are: one for each length of a call, in threads and beside a thread that computes."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.release.records import Seen
from gilbench.experiments.release.trials import (
    BESIDE,
    BESIDE_CORE,
    BESIDE_LENGTHS,
    COMPUTING,
    CORE,
    LENGTH,
    LENGTHS,
    NAME,
    THREADS,
    decides,
    is_beside,
    length,
)
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 50
SHARE = 0.03
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
# As in measure.py: repeats, and seconds of calls in each at least, with one thread, several, and beside another.
_REPEATS, _BESIDE_REPEATS = 7, 6
_ALONE, _TOGETHER, _BESIDE = 0.006, 0.011, 0.04
_FEWEST = 3
_SWITCHES = 0.01  # seconds in a repeat in which threads wait for each other before and after, about


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each length: two threads, as many as the CPUs serve, and beside a thread that computes."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: sentences rest on the curve of two threads, and one call beside."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id)]
    return {each.id: Rank.DECIDES for each in here if decides(each)}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: each setting fills its time, or makes its fewest calls."""
    call = length(trial) / 1e6
    alone, several, beside = (max(least, _FEWEST * call) + call for least in (_ALONE, _TOGETHER, _BESIDE))
    if is_beside(trial):
        return prices.start + _BESIDE_REPEATS * (2 * beside + _SWITCHES)
    return prices.start + _REPEATS * (2 * (alone + several) + _SWITCHES)


def invented(trial: Trial) -> Call:
    """Return a call in which two threads gain from some microseconds on, and calls wait for a computing thread."""
    call = length(trial) / 1e6 + 4e-7
    if is_beside(trial):
        seen = Seen(1024, call, [], [], _noisy(2 * call), _noisy(call + 0.005 * call / (call + 2e-5)))
    else:
        speedup = 0.7 + (min(trial.workers, 2) - 0.75) * call / (call + 6e-6)
        seen = Seen(1024, call, _noisy(call), _noisy(1.03 * call), _noisy(call), _noisy(1.03 * call / speedup))
    return Call(seen.released[0], [], seen)


def _noisy(value: float) -> list[float]:
    return [value * random.lognormvariate(0.0, 0.02) for _ in range(_REPEATS)]


def _trials(asked: Asked, target: Target) -> Iterator[Trial]:
    for threads in dict.fromkeys((THREADS, max(THREADS, asked.most_useful))):
        for each in LENGTHS:
            yield _trial(threads, asked, target, ((LENGTH, each),))
    for each in BESIDE_LENGTHS:
        yield _trial(1, asked, target, ((LENGTH, each), (BESIDE, COMPUTING)))


def _trial(threads: int, asked: Asked, target: Target, parameters: tuple[tuple[str, str | float], ...]) -> Trial:
    size = asked.settings.size
    return Trial(NAME, None, None, None, threads, size, threads, target.id, parameters=parameters)


def _in_core(trial: Trial) -> bool:
    if is_beside(trial):
        return length(trial) in BESIDE_CORE
    return trial.workers == THREADS and length(trial) in CORE


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    return (Candidate(each, _in_core(each)) for each in _trials(asked, target))
