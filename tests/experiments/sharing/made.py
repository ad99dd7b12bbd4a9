"""Stored runs of sharing with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.experiments import stored
from tests.experiments.stored import STEADY
from tests.simulated import target

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.sharing.records import Seen
from gilbench.experiments.sharing.trials import CORE, CURE, STEP
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"sharing"})
SHAKEN = (0.4, 0.7, 1.0, 1.0, 1.4, 2.5)
ITEM = 2e-8  # seconds
# What items that two threads share take ÷ items that they do not.
WITHOUT_GIL = {"list_item": 6.4, "dict_value": 6.0, "attribute": 5.1, "method": 4.6, "locked": 1.9}
WITH_GIL = dict.fromkeys(CORE, 1.0)


def seen(cost: float, private: float = 1.95, repeats: Sequence[float] = STEADY, **changes: Any) -> Seen:
    """Return what threads see whose items cost this many times as much CPU time if they share a thing.

    private: the work of threads with a thing each ÷ that of one thread.
    """
    same = [ITEM] * len(repeats)
    made = Seen(
        items=1_000_000,
        lost=0,
        alone_cpu=same,
        private_cpu=same,
        shared_cpu=[ITEM * cost * each for each in repeats],
        cured_cpu=[],
        alone_wall=same,
        private_wall=[ITEM / private] * len(repeats),
        shared_wall=[ITEM * cost * each / private for each in repeats],
        cured_wall=[],
    )
    return replace(made, **changes)


def cured(saves: float, work: float = 1.95, repeats: Sequence[float] = STEADY) -> Seen:
    """Return what threads see whose shared items cost this many times as much CPU time without the cure as with it.

    work: what they do with the cure ÷ the work of one thread.
    """
    own = seen(saves, work, repeats)
    return replace(
        own,
        private_cpu=[],
        private_wall=[],
        cured_cpu=own.private_cpu,
        cured_wall=own.private_wall,
    )


def call(of: Seen) -> Call:
    return Call(of.shared_cpu[0], [], of)


def outcome(of: Seen, *, gil: bool) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(of), gil=gil)


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/attribute" or "3.13/attribute:copy" (two threads), or "3.13/attribute/4" (four)."""
    where, what, *more = name.split("/")
    threads = int(more[0]) if more else 2
    step, *cures = what.split(":")
    parameters = ((STEP, step), *((CURE, cure) for cure in cures))
    return Trial("sharing", None, None, None, threads, size, threads, where, parameters=parameters)


def ladder(where: str, costs: Mapping[str, float], threads: str = "", **more: Any) -> dict[str, list[Outcome]]:
    """Return a round of trials of these steps."""
    gil = target(where).facts.gil_enabled
    made = {"private": 1.0 if gil else 1.95, **more}
    return {f"{where}/{step}{threads}": [outcome(seen(cost, **made), gil=gil)] for step, cost in costs.items()}


def cures(where: str, saved: Mapping[str, float], **more: Any) -> dict[str, list[Outcome]]:
    """Return a round of trials of these cures: "attribute:copy"."""
    gil = target(where).facts.gil_enabled
    made = {"work": 1.0 if gil else 1.95, **more}
    return {f"{where}/{each}": [outcome(cured(saves, **made), gil=gil)] for each, saves in saved.items()}


BOTH = {**ladder("3.13", WITH_GIL), **ladder("3.14t", WITHOUT_GIL)}


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(claim: str, *arguments: Any, **more: Any) -> tuple[dict[str, Any], dict[str | None, str]]:
    """Return the sentences of a claim by target, and the reasons of the rest by target."""
    claims = [each for each in EXPERIMENTS.claims if each.id == claim]
    return stored.decided_by_target(evidence(*arguments, **more), claims)
