"""Stored runs of safety with invented counts: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.safety import trials
from gilbench.experiments.safety.records import REPEATS, Identified, Runs, Seen
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
    """Return what was seen of a counter: losses of runs at the default and, with a GIL, at the shortest interval."""
    times = [price * updates] * REPEATS
    runs = [Runs(2, DEFAULT, updates, list(lost), times), Runs(1, DEFAULT, updates, list(NONE), times)]
    if shortest is not None:
        runs.append(Runs(2, SHORTEST, updates, list(shortest), times))
    return Seen(shortest is not None, runs, [], [], [])


def early(*shares: float) -> Seen:
    """Return what was seen of reading before join()."""
    return Seen(GIL, [], list(shares), [], [])


def identified(idents: int = 99, natives: int | None = 0, shared: int = 0) -> Seen:
    """Return what was seen of 100 threads one after the other, and of 32 at the same time."""
    together = Identified(together=True, threads=32, idents=shared, natives=None if natives is None else 0)
    return Seen(GIL, [], [], [Identified(together=False, threads=100, idents=idents, natives=natives), together], [])


def ordered(*orders: Sequence[int]) -> Seen:
    """Return what was seen of the order of threads."""
    return Seen(GIL, [], [], [], [list(each) for each in orders])


def call(seen: Seen) -> Call:
    return Call(0.05, [], seen)


def outcome(seen: Seen) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(seen), gil=seen.gil)


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/call" or "3.13/call/8": target, test, threads."""
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
    tests = ("attribute", "call", "list", "dict", "global")
    return {f"{on}/{test}": [outcome(seen.get(test, counted()))] for test in tests}
