"""Stored runs of grain with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tests.experiments import stored
from tests.experiments.stored import STEADY
from tests.simulated import STRATEGIES, target

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.grain.records import Seen, cut
from gilbench.experiments.grain.trials import NAME, USUAL, Kind
from gilbench.inside.experiment import Call
from gilbench.inside.schema import StrategyInfo
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({NAME})
POOL = replace(
    next(each for each in STRATEGIES if each.name == "process_executor"), name="process_pool", python_name="Pool"
)
WAYS = (*STRATEGIES, POOL, replace(POOL, start_method="spawn"))


def seen(cost: float = 1e-4, gain: float = 1.9, kind: Kind = USUAL, repeats: Iterable[float] = STEADY) -> Seen:
    """Return what a call saw where each task costs so much, and long ones gain so much; a hop is two of them."""
    numbers, shares = cut(kind.tasks, kind.work, 2), list(repeats)
    return Seen(
        lengths=[length for length, _ in numbers],
        tasks=[many for _, many in numbers],
        took=[length for length, _ in numbers],
        serial=[[many * max(length, 1e-8)] * len(shares) for length, many in numbers],
        strategy=[[each * many * max(cost, length / gain) for each in shares] for length, many in numbers],
        hops=[2 * cost * each for each in shares],
        turns=False,
        start_method=None,
    )


def call(*arguments: Any, **more: Any) -> Call:
    found = seen(*arguments, **more)
    return Call(found.strategy[0][0], [], found)


def outcome(*arguments: Any, **more: Any) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(*arguments, **more))


def trial(name: str, kind: Kind = USUAL, **changes: Any) -> Trial:
    """Return the trial of "3.13/process_executor[default]"."""
    target_id, label = name.split("/")
    way, _, method = label.rstrip("]").partition("[")
    made = Trial(NAME, None, way, method or None, 2, "full", 2, target_id, parameters=kind.parameters)
    return replace(made, **changes)


def interpreter(name: str, **changes: Any) -> Any:
    made = target(name, **changes)
    return replace(made, catalogue=replace(made.catalogue, strategies=list(WAYS)))


def evidence(rounds: Mapping[Trial, Iterable[Outcome]], **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    known = {each: [_on(each.target, done) for done in outcomes] for each, outcomes in rounds.items()}
    return EXPERIMENTS.evidence(stored.run(lambda each: each, known, interpreter=interpreter, **more))


def _on(target_id: str, done: Outcome) -> Outcome:
    """Return the outcome as it is on this target, with or without a GIL."""
    if done.surroundings is None:
        return done
    gil = not target_id.endswith("t")
    return replace(done, surroundings=replace(done.surroundings, gil_before=gil, gil_after=gil))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)


def strategies(**changes: Any) -> list[StrategyInfo]:
    return [replace(each, **changes) for each in WAYS]
