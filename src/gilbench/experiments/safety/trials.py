"""The trials of safety in a run, and how they are called."""

from collections.abc import Iterable

from gilbench.analysis.summary import Summary
from gilbench.experiments.safety.records import COUNT, COUNTERS, IDENTIFIERS, JOIN, ORDERING, SHARDED
from gilbench.plan.trial import Trial

NAME = "safety"
PAIR, MANY = 2, 8  # threads that count: those that sentences are about, and more
ALIVE, STARTED = 32, 4  # threads that have identifiers at the same time, and that are started one after the other
WORDS = {
    "attribute": "counter.value += 1",
    "call": "counter.value += one()",
    "list": "counts[0] += 1",
    "dict": 'counts["value"] += 1',
    "global": "total += 1",
    "Lock": "with Lock(): … += one()",
    "RLock": "with RLock(): … += one()",
    COUNT: "next(itertools.count())",
    SHARDED: "a counter for each thread",
}
WORKERS = {JOIN: 1, IDENTIFIERS: ALIVE, ORDERING: STARTED}


def of_test(test: str, workers: int, size: str, target: str) -> Trial:
    """Return the trial of one test with so many threads."""
    return Trial(NAME, None, None, None, workers, size, 1, target, parameters=(("test", test),))


def test_of(trial: Trial) -> str:
    """Return which mistake or cure it is about."""
    return str(dict(trial.parameters)["test"])


def speaks(trial: Trial) -> bool:
    """Tell whether sentences are about a trial: of counters those of two threads are."""
    return test_of(trial) not in COUNTERS or trial.workers == PAIR


def by_test(summaries: Iterable[Summary]) -> dict[str, Summary]:
    """Return the trials that sentences are about, by their tests."""
    return {test_of(each.trial): each for each in summaries if speaks(each.trial)}
