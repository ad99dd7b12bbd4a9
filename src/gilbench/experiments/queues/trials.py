"""The trials of queues in a run, and where those that sentences are about are found."""

from collections.abc import Iterable

from gilbench.analysis.summary import Summary
from gilbench.experiments.queues.records import CHANNELS, PROCESS_SIMPLE
from gilbench.plan.trial import Trial

NAME = "queues"
CHANNEL = "channel"  # the parameter
ONE, TWO = 1, 2  # producers, and as many consumers
DECIDING = tuple(each for each in CHANNELS if each != PROCESS_SIMPLE)  # what claims look up, and the core


def of_channel(channel: str, pairs: int, size: str, target: str) -> Trial:
    """Return the trial of a channel with so many producers and as many consumers."""
    return Trial(NAME, None, None, None, 2 * pairs, size, 1, target, parameters=((CHANNEL, channel),))


def channel_of(trial: Trial) -> str:
    """Return what items go through."""
    return str(dict(trial.parameters)[CHANNEL])


def pairs_of(trial: Trial) -> int:
    """Return how many producers there are, which is how many consumers there are."""
    return trial.workers // 2


def by_channel(summaries: Iterable[Summary]) -> dict[str, Summary]:
    """Return the trials that sentences are about, those of one producer and one consumer, by their channels."""
    return {channel_of(each.trial): each for each in summaries if pairs_of(each.trial) == ONE}
