"""Which trials of payload there are: ways to hand over × kinds of data."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.payload.records import FEW, MIB, SIZES, Seen, sizes
from gilbench.experiments.payload.trials import (
    ARRAY,
    BLOCK,
    BUFFERS,
    BYTES,
    EXECUTOR,
    INTEGERS,
    INTERPRETER,
    MANAGER,
    NAME,
    NDARRAY,
    PIPE,
    POOL,
    STRINGS,
    THREAD,
    kind,
    way,
)
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import START, Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered, part
from gilbench.plan.trial import Skip, Trial

ORDER = 90
SHARE = 0.03
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
_EVERY_KIND = (THREAD, INTERPRETER, EXECUTOR, POOL, PIPE, MANAGER)
WAYS: Mapping[str, tuple[str, ...]] = {
    BYTES: (*_EVERY_KIND, BLOCK, ARRAY),
    INTEGERS: (*_EVERY_KIND, ARRAY),
    STRINGS: _EVERY_KIND,
    NDARRAY: (THREAD, EXECUTOR, POOL, PIPE, BLOCK),  # numpy cannot be imported by sub-interpreters
}
PACKED = {BYTES: (EXECUTOR, POOL, PIPE), NDARRAY: (EXECUTOR, POOL, PIPE)}  # kinds that have buffers
CORE = (THREAD, EXECUTOR, POOL, PIPE, BLOCK)  # of bytes
_DECIDE = (EXECUTOR, POOL, BLOCK)  # what sentences are about
# An object for each 8 or 16 bytes takes many times their memory, and seconds for what bytes take milliseconds.
_LESS = len([each for each in SIZES if each <= 4 * MIB])
_QUICK = len(FEW) - 1  # sizes of the core where pickling is slow: PyPy takes ten times as long for the largest
# Seconds, about: until the worker is there, of the smallest round trip, and of a mebibyte more.
_OPENING = {THREAD: 0.01, INTERPRETER: 0.1}
_OF_PROCESS = 0.06
_SMALLEST = {THREAD: 3e-5, INTERPRETER: 1e-4, BLOCK: 2e-4, ARRAY: 2e-4, EXECUTOR: 2e-4, POOL: 1.2e-4, PIPE: 4e-5}
_MEBIBYTE = {THREAD: 0.0, BLOCK: 3e-4, INTERPRETER: 2e-3, ARRAY: 1e-3, EXECUTOR: 4e-3, POOL: 4e-3, PIPE: 3e-3}
_TIMES = {BYTES: 1, NDARRAY: 1, INTEGERS: 5, STRINGS: 8}  # what a mebibyte of it takes ÷ one of bytes
_TRIPS = 8  # of the largest sizes, with those that warm
_MOST_SWEPT = 0.15


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each way and kind of data, as far as they were asked for."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: sentences are about bytes, to processes."""
    core = [each for each in trials if (each.experiment, each.target) == (NAME, target.id) and _in_core(each)]
    return {each.id: Rank.DECIDES if way(each) in _DECIDE else Rank.ADVISES for each in core}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: sweeps over its sizes, and the worker's start."""
    trips = [_invented_seconds(trial, each) for each in sizes(trial.items)]
    slower = prices.start / START  # than CPython with a GIL
    return prices.start + slower * (_OPENING.get(way(trial), _OF_PROCESS) + max(_MOST_SWEPT, _TRIPS * sum(trips)))


def invented(trial: Trial) -> Call:
    """Return a call with plausible times, the larger the data the longer."""
    chosen = sizes(trial.items)
    noisy = [[_invented_seconds(trial, each) * random.lognormvariate(0.0, 0.05) for _ in range(6)] for each in chosen]
    seen = Seen(list(chosen), noisy, 6 * len(chosen), [], 3e8, None if way(trial) in _OPENING else "fork")
    return Call(sorted(noisy[-1])[3], [], seen)


def _trials(target: Target, *, whole: bool) -> Iterator[Trial]:
    for data, ways in WAYS.items():
        for through in ways:
            yield _trial(target, through, data, (), whole=whole)
        for through in PACKED.get(data, ()):
            yield _trial(target, through, data, (("pickle", BUFFERS),), whole=whole)


def _trial(target: Target, through: str, data: str, more: tuple[tuple[str, str], ...], *, whole: bool) -> Trial:
    """Return a trial whose items are the sizes that it hands over."""
    large = data in (BYTES, NDARRAY) and through != MANAGER
    few = len(FEW) if target.facts.implementation == "CPython" else _QUICK
    count = (len(SIZES) if large else _LESS) if whole else few
    parameters = (("through", through), ("data", data), *more)
    return Trial(NAME, None, None, None, 1, "full", count, target.id, parameters=parameters)


def _in_core(trial: Trial) -> bool:
    return (kind(trial), len(trial.parameters)) == (BYTES, 2) and way(trial) in CORE


def _lacking(trial: Trial, target: Target) -> str | None:
    """Return why a way cannot be on a target; None if it can."""
    if way(trial) != INTERPRETER:
        return None
    known = {each.name: each.missing for each in target.catalogue.strategies}
    return known.get(INTERPRETER, "this interpreter has no InterpreterPoolExecutor")


def _invented_seconds(trial: Trial, size: int) -> float:
    through = way(trial)
    larger = _MEBIBYTE.get(through, 0.02) * _TIMES[kind(trial)] * size / MIB
    return _SMALLEST.get(through, 3e-4) + larger


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    whole = part(asked.settings, NAME) == "whole"
    return (Candidate(each, _in_core(each), _lacking(each, target)) for each in _trials(target, whole=whole))
