"""Stored runs of safety with invented counts: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from tests.simulated import simulate, target

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.verdict import verdict
from gilbench.experiments.discovery import find
from gilbench.experiments.safety import trials
from gilbench.experiments.safety.records import REPEATS, Identified, Runs, Seen
from gilbench.inside.experiment import Call
from gilbench.inside.schema import Surroundings
from gilbench.plan.trial import Plan, Skip, Trial
from gilbench.store.records import Outcome, Record, StoredCall

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
    surroundings = Surroundings(seen.gil, seen.gil, "absent", 0.005, [0, 1], None, [])
    suite = {"version": "1.0", "benchmarks": [{"runs": [{"values": [0.05], "warmups": []}]}]}
    return Outcome("ok", "", "", (StoredCall(0.05, (), asdict(seen)),), surroundings, 1.0, suite)


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/call" or "3.13/call/8": target, test, threads."""
    target_id, test, *rest = name.split("/")
    workers = int(rest[0]) if rest else trials.WORKERS.get(test, trials.PAIR)
    return trials.of_test(test, workers, size, target_id)


def evidence(
    rounds: Mapping[str, Iterable[Outcome]], size: str = "full", skips: Mapping[str, str] | None = None, **manifest: Any
) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    of_skips = skips or {}
    plan = Plan(
        tuple(trial(name, size) for name in rounds),
        tuple(Skip(trial(name, size), reason) for name, reason in of_skips.items()),
        (),
    )
    ids = dict.fromkeys(name.partition("/")[0] for name in (*rounds, *of_skips))
    run = simulate({}, plan=plan, **{"targets": tuple(map(target, ids)), **manifest})
    records = tuple(
        Record(trial(name, size).id, number, each)
        for name, outcomes in rounds.items()
        for number, each in enumerate(outcomes, 1)
    )
    return EXPERIMENTS.evidence(replace(run, records=records))


def decided(*arguments: Any, **more: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    sentences, unsaid = verdict(evidence(*arguments, **more), EXPERIMENTS.claims)
    return {each.id: each for each in sentences}, {f"{each.claim}:{each.target}": each.reason for each in unsaid}


def unlocked(on: str = "3.13", **seen: Seen) -> dict[str, list[Outcome]]:
    """Return a round of all ways to count without a lock, none of which lost anything but those that are given."""
    tests = ("attribute", "call", "list", "dict", "global")
    return {f"{on}/{test}": [outcome(seen.get(test, counted()))] for test in tests}
