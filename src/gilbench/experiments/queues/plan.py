"""Which trials of queues there are: one for each channel, with one producer and consumer and with two of each."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.queues.records import (
    BOUND,
    CHANNELS,
    OF_PROCESSES,
    PROCESS_QUEUE,
    PROCESS_SIMPLE,
    QUEUE,
    REPEATS,
    SEMAPHORES,
    SIMPLE,
    UNBOUNDED_ONLY,
    Flow,
    Seen,
)
from gilbench.experiments.queues.trials import DECIDING, NAME, ONE, TWO, channel_of, of_channel, pairs_of
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 160
SHARE = 0.01
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself, and warms its channels before
_TAKES = {SEMAPHORES: 0.27, QUEUE: 0.26, SIMPLE: 0.23, PROCESS_QUEUE: 0.27, PROCESS_SIMPLE: 0.11}  # seconds
_TWO_OF_EACH = 1.5  # times as long
_WINDOW = 0.02  # seconds, invented
_ITEM = {
    SEMAPHORES: 5e-6,
    QUEUE: 2.5e-6,
    SIMPLE: 1.5e-7,
    PROCESS_QUEUE: 8e-6,
    PROCESS_SIMPLE: 6e-6,
}  # seconds, invented
_BOUNDED, _CPU = 5.0, 1.2  # times as long; times the seconds
_NO_PROCESSES = "this interpreter cannot start processes"


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial of each channel in the core, but for one; in the whole all, and with two producers as well."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: claims are about one producer and one consumer."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id) and pairs_of(each) == ONE]
    return {each.id: Rank.DECIDES if channel_of(each) in DECIDING else Rank.ADVISES for each in here}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: its windows have lengths of their own."""
    taken = _TAKES[channel_of(trial)]
    return prices.start + (taken if pairs_of(trial) == ONE else taken * _TWO_OF_EACH)


def invented(trial: Trial) -> Call:
    """Return a call in which nothing was lost, and a bound made items slower."""
    channel, pairs = channel_of(trial), pairs_of(trial)
    bounds = [None] if channel in UNBOUNDED_ONLY else [None, BOUND]
    flows = [_flow(bound, _ITEM[channel] * (1.0 if bound is None else _BOUNDED)) for bound in bounds]
    middles = [1.5e-5 * random.lognormvariate(0.0, 0.05) for _ in range(REPEATS)] if pairs == ONE else []
    return Call(flows[0].seconds[0], [], Seen(flows, middles, [4 * each for each in middles]))


def _flow(bound: int | None, item: float) -> Flow:
    times = [_WINDOW * random.lognormvariate(0.0, 0.03) for _ in range(REPEATS)]
    return Flow(bound, [round(_WINDOW / item)] * REPEATS, times, [_CPU * each for each in times], 0, 0, 0)


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    for pairs in (ONE, TWO):
        for channel in CHANNELS:
            impossible = channel in OF_PROCESSES and not target.facts.start_methods
            yield Candidate(
                of_channel(channel, pairs, asked.settings.size, target.id),
                pairs == ONE and channel in DECIDING,
                _NO_PROCESSES if impossible else None,
            )
