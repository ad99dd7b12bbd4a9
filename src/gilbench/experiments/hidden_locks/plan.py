"""Which trials of hidden_locks there are: the calls that sleep inside, and those that compute without the GIL."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.hidden_locks import records
from gilbench.experiments.hidden_locks.records import (
    CACHED_PROPERTY,
    COMPUTE,
    LRU_CACHE,
    NAP,
    QUEUE,
    REPEATS,
    SLEEP,
    WARNING,
    WORKS,
    Seen,
    Timed,
)
from gilbench.experiments.hidden_locks.trials import NAME, THREADS, WAIT, waits_in
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 180
SHARE = 0.01
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
_LENGTHS = 4.0  # of a call in a repeat: one thread, two that take turns, two that do not
_AROUND = {SLEEP: 0.4, COMPUTE: 0.6}  # of it: threads that start and end, things that are made and looked at
_WITHOUT = (CACHED_PROPERTY, WARNING, LRU_CACHE, QUEUE)  # a lock, where it is invented


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield both trials, which are the core as well."""
    trials = (
        Trial(NAME, None, None, None, THREADS, asked.settings.size, THREADS, target.id, parameters=((WAIT, wait),))
        for wait in records.CALLS
    )
    return offered(asked.settings, NAME, (Candidate(each, in_core=True) for each in trials))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: the sentence rests on both."""
    return {each.id: Rank.DECIDES for each in trials if (each.experiment, each.target) == (NAME, target.id)}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: every call in each repeat, and once before."""
    wait = waits_in(trial)
    return prices.start + (REPEATS + 1) * len(records.CALLS[wait]) * NAP * _LENGTHS * (1 + _AROUND[wait])


def invented(trial: Trial) -> Call:
    """Return a call in which some calls take turns and none does that has a thing each."""
    timed = [_invented(call) for call in records.CALLS[waits_in(trial)]]
    return Call(0.5, [], Seen(timed))


def _invented(call: str) -> Timed:
    turns = 1.02 if call in _WITHOUT else 2.03
    alone, shared, own = (
        [NAP * times * random.lognormvariate(0.0, 0.02) for _ in range(REPEATS)] for times in (1.03, turns, 1.05)
    )
    return Timed(call, alone, shared, own, again=WORKS if call in records.CALLS[SLEEP] else None)
