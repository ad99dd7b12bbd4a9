"""Which trials of sharing there are: one for each step of the ladder and number of threads."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.sharing.records import Seen
from gilbench.experiments.sharing.trials import ADDS, CORE, NAME, STEP, STEPS, THREADS, step_of
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 130
SHARE = 0.01
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
# As in measure: repeats, and seconds of work in each, of one thread and of several.
_REPEATS = 6
_ALONE, _TOGETHER = 0.008, 0.014
_SWITCHES = 0.01  # seconds in a repeat in which threads start, wait for each other and end, about
_ITEM = 3e-8  # seconds


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each step: two threads, and as many as the CPUs serve."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: claims rest on the core, and its sentence tells what is lost."""
    here = [each for each in trials if (each.experiment, each.target, each.workers) == (NAME, target.id, THREADS)]
    found = {each.id: Rank.DECIDES for each in here if step_of(each) in CORE}
    return found | {each.id: Rank.ADVISES for each in here if step_of(each) == ADDS}


def seconds(_trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: each setting fills its time."""
    return prices.start + _REPEATS * (_ALONE + 2 * _TOGETHER + _SWITCHES)


def invented(trial: Trial) -> Call:
    """Return a call in which sharing costs, as without a GIL."""
    cost, shared, private = (0.9 + trial.workers) * random.uniform(0.95, 1.05), 0.4, 0.95 * trial.workers
    seen = Seen(
        items=4_000_000,
        lost=500_000 if step_of(trial) == ADDS else 0,
        alone_cpu=_noisy(_ITEM),
        private_cpu=_noisy(_ITEM),
        shared_cpu=_noisy(_ITEM * cost),
        alone_wall=_noisy(_ITEM),
        private_wall=_noisy(_ITEM / private),
        shared_wall=_noisy(_ITEM / shared),
    )
    return Call(seen.shared_cpu[0], [], seen)


def _noisy(value: float) -> list[float]:
    return [value * random.lognormvariate(0.0, 0.02) for _ in range(_REPEATS)]


def _trial(step: str, threads: int, asked: Asked, target: Target) -> Trial:
    size = asked.settings.size
    return Trial(NAME, None, None, None, threads, size, threads, target.id, parameters=((STEP, step),))


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    for threads in dict.fromkeys((THREADS, max(THREADS, asked.most_useful))):
        for step in STEPS:
            yield Candidate(_trial(step, threads, asked, target), threads == THREADS and step in CORE)
