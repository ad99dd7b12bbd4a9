"""Which trials of logging there are: one for each kind of handler, and one of a disabled level."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.logging_price.records import (
    DISABLED,
    EAGER,
    EXCEPTION,
    FILE,
    GUARDED,
    LAZY,
    LOGGED,
    NULL,
    OF_PROCESSES,
    OWN,
    PLAIN,
    PROCESS_FILES,
    PROCESS_QUEUE,
    QUEUE,
    REPEATS,
    ROTATING,
    SHARED,
    STREAM,
    WARM,
    Seen,
    Setting,
    compared,
    lengths,
)
from gilbench.experiments.logging_price.trials import CORE, DECIDING, MANY, NAME, THREADS, TO, TOLD, WHOLE, goes_to
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 140
SHARE = 0.01
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
_IMPORTING = 0.03  # seconds, of logging and what it needs
# Of a window, in seconds for each of calls: threads that end one after another, and handlers opened, read and closed.
_AROUND = {
    DISABLED: 0.3,
    NULL: 0.3,
    STREAM: 0.3,
    FILE: 0.2,
    QUEUE: 0.9,
    ROTATING: 0.6,
    EXCEPTION: 0.3,
    PROCESS_FILES: 0.5,
    PROCESS_QUEUE: 3.0,
}
_PROCESS = 0.006  # seconds for each to be forked and to end
# Seconds of a call, invented.
_OF = {LAZY: 50e-9, EAGER: 180e-9, GUARDED: 45e-9}
_TO = {
    NULL: 2.5e-6,
    STREAM: 5e-6,
    FILE: 7e-6,
    QUEUE: 6e-6,
    ROTATING: 12e-6,
    EXCEPTION: 30e-6,
    PROCESS_FILES: 7e-6,
    PROCESS_QUEUE: 14e-6,
}
_INSTEAD = {PLAIN: 7e-6, LOGGED: 32e-6}  # of what does not take as long as its trial
_SPEEDUPS = {SHARED: 0.7, OWN: 1.6}
_RUNNING = {SHARED: 0.55}  # shares of the time of several threads


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each kind of handler: with two workers, and with as many as the CPUs serve, at least MANY."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: sentences rest on a disabled level and a file; more are told."""
    here = [each for each in trials if (each.experiment, each.target, each.workers) == (NAME, target.id, THREADS)]
    found = {each.id: Rank.DECIDES for each in here if goes_to(each) in DECIDING}
    return found | {each.id: Rank.ADVISES for each in here if goes_to(each) in TOLD}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: each setting fills its time, and then its records are looked for."""
    to = goes_to(trial)
    settings = compared(to, trial.workers)
    windows = [_window(to, crew) for _, crew in settings]
    return prices.start + _IMPORTING + len(settings) * WARM + REPEATS * sum(windows)


def _window(to: str, crew: int) -> float:
    alone, together = lengths(to)
    starting = crew * _PROCESS if to in OF_PROCESSES else 0.0
    return (alone if crew == 1 else together) * (1 + _AROUND[to]) + starting


def invented(trial: Trial) -> Call:
    """Return a call in which two threads gain with a handler each, and with one handler do not."""
    to = goes_to(trial)
    found = [_invented(to, what, threads) for what, threads in compared(to, trial.workers)]
    return Call(found[0].seconds[0], [], Seen(found, 0 if to in (DISABLED, NULL) else 20_000))


def _invented(to: str, what: str, threads: int) -> Setting:
    alone = _OF[what] if to == DISABLED else _INSTEAD.get(what, _TO[to])
    call = alone if threads == 1 else alone / _SPEEDUPS.get(what, 1.0)
    seconds = [call * random.lognormvariate(0.0, 0.02) for _ in range(REPEATS)]
    cpu = [each * random.lognormvariate(0.0, 0.01) for each in seconds]
    running = 0.98 if threads == 1 else _RUNNING.get(what, 0.95)
    return Setting(
        what,
        threads,
        seconds,
        cpu,
        delivered=[2 * each for each in seconds] if to in (QUEUE, PROCESS_QUEUE) else [],
        ready=[random.uniform(0.0, 0.02) for _ in seconds] if to == FILE else [],
        running=[running * random.uniform(0.96, 1.0) for _ in seconds] if to == FILE else [],
        rotations=[random.randint(3, 5) for _ in seconds] if to == ROTATING else [],
    )


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    for threads in dict.fromkeys((THREADS, max(MANY, asked.most_useful))):
        for to in WHOLE:
            trial = Trial(
                NAME, None, None, None, threads, asked.settings.size, threads, target.id, parameters=((TO, to),)
            )
            yield Candidate(trial, threads == THREADS and to in CORE)
