"""Stored runs of release with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.experiments import stored
from tests.experiments.stored import STEADY

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.release.records import Seen
from gilbench.experiments.release.trials import BESIDE, COMPUTING, LENGTH
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"release"})
SHAKEN = (0.4, 0.7, 1.0, 1.0, 1.4, 2.5)
# Microseconds of a call → speed-up of two threads that release the GIL for it.
TEXTBOOK = {0.5: 0.75, 2.0: 0.9, 5.0: 1.5, 10.0: 1.8, 100.0: 1.9}


def together(microseconds: float, speedup: float, repeats: Sequence[float] = STEADY, **changes: Any) -> Seen:
    """Return what threads see whose released calls are this much faster than one's; held ones are as fast."""
    call = microseconds / 1e6
    made = Seen(1024, call, [call] * len(repeats), _times(call, (1.0,) * len(repeats)), [call] * len(repeats), [])
    return replace(made, released=_times(call / speedup, repeats), **changes)


def beside(microseconds: float, slowdown: float, repeats: Sequence[float] = STEADY) -> Seen:
    """Return what a thread sees whose released calls take this many times as long as held ones, which take twice."""
    call = microseconds / 1e6
    held = [2 * call] * len(repeats)
    return Seen(1024, call, [], [], held, _times(2 * call * slowdown, repeats))


def _times(seconds: float, repeats: Sequence[float]) -> list[float]:
    return [seconds * each for each in repeats]


def call(seen: Seen) -> Call:
    return Call(seen.released[0], [], seen)


def outcome(seen: Seen) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(seen))


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/10.0" (two threads), "3.13/10.0/4" (four), or "3.13/10.0/beside"."""
    where, microseconds, *more = name.split("/")
    parameters: tuple[tuple[str, str | float], ...] = ((LENGTH, float(microseconds)),)
    if more == ["beside"]:
        return Trial("release", None, None, None, 1, size, 1, where, parameters=(*parameters, (BESIDE, COMPUTING)))
    threads = int(more[0]) if more else 2
    return Trial("release", None, None, None, threads, size, threads, where, parameters=parameters)


def curve(where: str, speedups: Mapping[float, float] = TEXTBOOK, **more: Any) -> dict[str, list[Outcome]]:
    """Return a round of trials of two threads."""
    return {f"{where}/{each}": [outcome(together(each, value, **more))] for each, value in speedups.items()}


def waiting(where: str, slowdown: float = 100.0, microseconds: float = 10.0, **more: Any) -> dict[str, list[Outcome]]:
    """Return a round of the trial beside a thread that computes."""
    return {f"{where}/{microseconds}/beside": [outcome(beside(microseconds, slowdown, **more))]}


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, **more))


def decided(*arguments: Any, **more: Any) -> tuple[dict[str, Any], dict[str | None, str]]:
    """Return the sentences by target, and the reasons of the rest by target."""
    return stored.decided_by_target(evidence(*arguments, **more), EXPERIMENTS.claims)
