"""Which trials of timeline there are: one recording on every interpreter, made once in a run."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from gilbench.experiments.timeline.records import Lane, Pause, Seen
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

NAME = "timeline"
ORDER = 110
SHARE = 0.01
ROUNDS = "once"  # it is looked at: nothing is compared with it, and no figure of it has an interval
CALLS = "one"
THREADS = 3
_RECORDING = 0.12  # seconds, with what comes before: a size for the pieces, and three threads
_TURN, _NAP = 0.005, 0.004  # seconds, invented


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield the trial."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the rank of the trial of one target: the section opens with it."""
    return {each.id: Rank.ADVISES for each in trials if (each.experiment, each.target) == (NAME, target.id)}


def seconds(_trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes."""
    return prices.start + _RECORDING


def invented(_: Trial) -> Call:
    """Return a recording in which two threads take turns, and the third waits for its own."""
    seconds = 0.08
    turns = [_TURN * random.uniform(0.98, 1.02) for _ in range(round(seconds / _TURN))]
    edges = [sum(turns[:number]) for number in range(len(turns) + 1)]
    pauses = [Pause(start, end, 0.0, 0.0, 0.0) for start, end in pairwise(edges)]
    waits = [
        Pause(start, start + _NAP + _TURN * random.uniform(0.9, 1.0), 0.0, 0.0, _NAP)
        for start in (0.0095 * number for number in range(8))
    ]
    lanes = [
        Lane("computing 1", waits=False, ended=edges[-1], cpu=edges[-1] / 2, pauses=pauses[1::2]),
        Lane("computing 2", waits=False, ended=edges[-1], cpu=edges[-1] / 2, pauses=pauses[::2]),
        Lane("waiting", waits=True, ended=edges[-1], cpu=0.004, pauses=waits),
    ]
    return Call(edges[-1], [], Seen(gil=True, seconds=seconds, piece=5e-5, switch_interval=_TURN, lanes=lanes))


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    yield Candidate(Trial(NAME, None, None, None, THREADS, asked.settings.size, 1, target.id), in_core=True)
