"""The trials of safety in a run, and how they are called."""

from collections.abc import Iterable
from dataclasses import replace

from gilbench.analysis.summary import Summary
from gilbench.experiments.safety.records import COUNT, GROUPS, IDENTIFIERS, JOIN, ORDERING, QUEUE, SHARDED
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
    QUEUE: "a queue to one owner",
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
    return test_of(trial) not in GROUPS or trial.workers == PAIR


def called(figure: str, way: str) -> str:
    """Return the name of a figure of one way to count: `lost_updates[dict]`."""
    return f"{figure}[{way}]"


def apart(summaries: Iterable[Summary]) -> list[Summary]:
    """Return each way to count as if it had a trial to itself, whose figures have their plain names."""
    return [each for summary in summaries for each in _apart(summary)]


def by_test(summaries: Iterable[Summary]) -> dict[str, Summary]:
    """Return what sentences are about, by ways to count and by the other tests."""
    return {test_of(each.trial): each for each in apart(one for one in summaries if speaks(one.trial))}


def _apart(summary: Summary) -> list[Summary]:
    ways = GROUPS.get(test_of(summary.trial))
    return [summary] if ways is None else [_of_way(summary, way) for way in ways]


def _of_way(summary: Summary, way: str) -> Summary:
    end = called("", way)
    figures = {name.removesuffix(end): value for name, value in summary.figures.items() if name.endswith(end)}
    return replace(summary, trial=replace(summary.trial, parameters=(("test", way),)), figures=figures)
