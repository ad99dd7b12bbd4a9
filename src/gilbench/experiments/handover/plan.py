"""Which trials of handover there are: two threads over the shorter intervals; whole, more threads and longer ones."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.handover.names import NAME, SPEAKS, parameters
from gilbench.experiments.handover.records import SHORT, SWEEPS, Beside, Seen
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 40
SHARE = 0.02
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
_MANY = 8  # threads, if nobody says how many
_PREPARING = 0.15  # seconds until it is known how fast the work is, and to warm it
_SLOWER = 1.1  # than serial code, at the shortest intervals
_COST, _COST_BY_CLOCK = 30e-6, 13e-6  # seconds of a hand-over, invented


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each number of threads and each sweep; two threads over the shorter intervals are the core."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: claims are about two threads with a GIL, which also open."""
    rank = Rank.DECIDES if target.facts.gil_enabled else Rank.ADVISES
    about = NAME, target.id, SPEAKS, parameters(SHORT)
    return {each.id: rank for each in trials if (each.experiment, each.target, each.workers, each.parameters) == about}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes in a round: a run in threads and one serially at each interval."""
    sweep = SWEEPS[str(dict(trial.parameters)["intervals"])]
    serial_runs = len(sweep.intervals) + 1
    return prices.start + _PREPARING + sweep.repeats * sweep.work * (serial_runs + len(sweep.intervals) * _SLOWER)


def invented(trial: Trial) -> Call:
    """Return a call with plausible figures, of an interpreter with a GIL."""
    intervals = str(dict(trial.parameters)["intervals"])
    sweep = SWEEPS[intervals]
    repeats = [[_invented(interval, sweep.work) for interval in sweep.intervals] for _ in range(sweep.repeats)]
    return Call(sweep.work, [], Seen(gil=True, repeats=repeats))


def _invented(interval: float, work: float) -> Beside:
    turns = round(work / (interval + 6e-5))
    serial = work * random.lognormvariate(0.0, 0.005)
    noise = random.lognormvariate(0.0, 0.005)
    return Beside(
        interval=interval,
        seconds=(serial + turns * _COST_BY_CLOCK) * noise,
        cpu=(serial + turns * _COST) * noise,
        turns=turns,
        voluntary=turns + random.randrange(3),
        serial_seconds=serial,
        serial_cpu=0.99 * serial,
    )


def _counts(asked: Asked) -> list[int]:
    """Return the numbers of threads, of which two are always one."""
    more = () if asked.settings.workers else (_MANY,)
    return sorted({SPEAKS, *more, *(each for each in asked.workers if each > SPEAKS)})


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    for threads in _counts(asked):
        for intervals in SWEEPS:
            trial = Trial(
                NAME, None, None, None, threads, asked.settings.size, 1, target.id, parameters=parameters(intervals)
            )
            yield Candidate(trial, (threads, intervals) == (SPEAKS, SHORT))
