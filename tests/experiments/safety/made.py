"""Stored runs of safety with invented counts: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.safety import trials
from gilbench.experiments.safety.records import CURES, REPEATS, UNLOCKED, Ended, Identified, Runs, Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"safety"})
UPDATES = 100_000  # of a run
NONE = (0,) * REPEATS
DEFAULT, SHORTEST = False, True  # switch intervals
GIL = True


def counted(
    lost: Sequence[int] = NONE, shortest: Sequence[int] | None = NONE, price: float = 4e-8, updates: int = UPDATES
) -> Seen:
    """Return what was seen of a counter: losses of runs at the default and, with a GIL, at the shortest interval.

    Its two threads take CPU time of the price each.
    """
    times = [price * updates] * REPEATS
    cpu = [2 * each for each in times]
    runs = [
        Runs("call", 2, DEFAULT, updates, list(lost), times, cpu),
        Runs("call", 1, DEFAULT, updates, list(NONE), times, times),
    ]
    if shortest is not None:
        runs.append(Runs("call", 2, SHORTEST, updates, list(shortest), times, cpu))
    return Seen(shortest is not None, runs, [], [], [])


def together(seen: Mapping[str, Seen]) -> Seen:
    """Return what one process saw that measured these ways to count, one after the other."""
    runs = [replace(each, way=way) for way, one in seen.items() for each in one.counted]
    return replace(next(iter(seen.values())), counted=runs)


def early(*shares: float) -> Seen:
    """Return what was seen of reading before join()."""
    return Seen(GIL, [], list(shares), [], [])


def identified(idents: int = 99, natives: int | None = 0, shared: int = 0) -> Seen:
    """Return what was seen of 100 threads one after the other, and of 32 at the same time."""
    together = Identified(together=True, threads=32, idents=shared, natives=None if natives is None else 0)
    return Seen(GIL, [], [], [Identified(together=False, threads=100, idents=idents, natives=natives), together], [])


def ordered(*orders: Sequence[int], unequal: Sequence[Sequence[int]] = ([1, 0],)) -> Seen:
    """Return what was seen of the order of threads, with equal work and with unequal work."""
    found = [
        Ended(unequal=which, orders=[list(each) for each in of]) for which, of in ((False, orders), (True, unequal))
    ]
    return Seen(GIL, [], [], [], found)


def call(seen: Seen) -> Call:
    return Call(0.05, [], seen)


def outcome(seen: Seen) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(seen), gil=seen.gil)


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/cures" or "3.13/cures/8": target, test, threads."""
    target_id, test, *rest = name.split("/")
    workers = int(rest[0]) if rest else trials.WORKERS.get(test, trials.PAIR)
    return trials.of_test(test, workers, size, target_id)


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)


def unlocked(on: str = "3.13", **seen: Seen) -> dict[str, list[Outcome]]:
    """Return a round of all ways to count without a lock, none of which lost anything but those that are given."""
    return {f"{on}/unlocked": [outcome(together({way: seen.get(way, counted()) for way in UNLOCKED}))]}


def cures(on: str = "3.13", **seen: Seen) -> dict[str, list[Outcome]]:
    """Return a round of all cures, which are alike but for those that are given."""
    return {f"{on}/cures": [outcome(together({way: seen.get(way, counted()) for way in CURES}))]}
