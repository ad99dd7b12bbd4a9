"""Which trials of pauses there are: what goes on × where × with the collector on or off, each in a fresh process."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.pauses.records import Seen
from gilbench.experiments.pauses.trials import (
    COLLECTOR,
    IN_WORDS,
    NAME,
    OFF,
    ON,
    PROCESS,
    THREAD,
    TOLD,
    WHERE,
    WHILE,
    WITHOUT_COLLECTOR,
    collector_of,
    kind_of,
)
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 70
SHARE = 0.04
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # the state of a process that has done nothing else
MOST_THREADS = 4  # that wake up: each does so 2000 times a second
CORE = (*((kind, THREAD, ON) for kind in TOLD), *((kind, THREAD, OFF) for kind in WITHOUT_COLLECTOR))
WHOLE = tuple(
    (kind, place, collector) for kind in IN_WORDS for place, collector in ((THREAD, ON), (THREAD, OFF), (PROCESS, ON))
)
_WINDOW = {ON: 0.32, OFF: 0.16}  # seconds; see measure
_AROUND = 0.08  # seconds until what goes on has got going, and to end it
_MADE = {  # seconds more, until it can begin and to end; a call that keeps the GIL keeps everybody from that, too
    "keeps": 4.0,
    "collects": 0.15,
    "garbage": 0.15,
    "forks": 0.12,
    "imports": 0.05,
}
_HELD = {  # what is invented: share of the time in pauses, with the GIL and without it, and seconds of the longest
    "computes": (0.9, 0.0, 0.005),
    "keeps": (1.0, 0.0, 0.4),
    "collects": (0.6, 0.6, 0.016),
    "garbage": (0.9, 0.3, 0.01),
    "imports": (0.35, 0.4, 0.03),
    "forks": (0.6, 0.3, 0.01),
}
_BY_COLLECTOR = ("collects", "garbage", "imports")
_SLICES = 8


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each that can be; whatever the target, the same."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: the sentence is about life without the GIL."""
    core = {tuple(zip((WHILE, WHERE, COLLECTOR), each, strict=True)) for each in CORE}
    rank = Rank.ADVISES if target.facts.gil_enabled else Rank.DECIDES
    here = (each for each in trials if (each.experiment, each.target) == (NAME, target.id))
    return {each.id: rank for each in here if each.parameters in core}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: a window of fixed length, and what is made before it."""
    return prices.start + _AROUND + _WINDOW[collector_of(trial)] + _MADE.get(kind_of(trial), 0.0)


def invented(trial: Trial) -> Call:
    """Return a call with plausible figures."""
    parameters = dict(trial.parameters)
    kind, off = kind_of(trial), collector_of(trial) == OFF
    held, free, longest = _HELD.get(kind, (0.0, 0.0, 0.0009))
    share = free if trial.target.endswith("t") else held
    collects = kind in _BY_COLLECTOR and not (off and kind != "collects")
    if parameters[WHERE] == PROCESS or (off and kind in _BY_COLLECTOR and not collects):
        share, longest = 0.0, 0.0009
    window = _WINDOW[collector_of(trial)]
    length = window / _SLICES
    paused = [length * min(1.0, share * random.lognormvariate(0.0, 0.05)) for _ in range(_SLICES)]
    late = longest * random.lognormvariate(0.0, 0.05)
    seen = Seen(
        window=window,
        threads=trial.workers,
        paused=paused,
        everybody=[0.9 * each for each in paused],
        begun=[each / longest for each in paused],
        paused_beside=[length * random.uniform(0.0, 0.002) for _ in range(_SLICES)],
        longest=late,
        longest_beside=0.0009,
        p99=0.9 * late,
        p99_beside=0.0002,
        wakings=int(2000 * window * trial.workers * (1 - share)),
        units_per_second=100.0,
        collections=10 if collects else 0,
        collecting=sum(paused) if collects else 0.0,
        longest_collection=late if collects else 0.0,
        by_collector=0.97 if collects and share else 0.0,
        tracked=40_000,
        collector_reason=None,
    )
    return Call(seen.p99, [], seen)


def _trial(asked: Asked, target: Target, kind: str, place: str, collector: str) -> Trial:
    parameters = ((WHILE, kind), (WHERE, place), (COLLECTOR, collector))
    threads = min(asked.most_useful, MOST_THREADS)
    return Trial(NAME, None, None, None, threads, asked.settings.size, 1, target.id, parameters=parameters)


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    return (Candidate(_trial(asked, target, *each), each in CORE) for each in WHOLE)
