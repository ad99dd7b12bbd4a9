"""Recordings of timeline made by hand: nothing here was measured."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.timeline.records import Lane, Pause, Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome, StoredRun

EXPERIMENTS = find().only({"timeline"})
SECONDS, TURN, NAP = 0.08, 0.005, 0.004


def lane(name: str, pauses: Iterable[Pause] = (), cpu: float = SECONDS) -> Lane:
    return Lane(name, name == "waiting", SECONDS, cpu, list(pauses))


def still(start: float, end: float, **of: float) -> Pause:
    """Return a pause in which nothing but what is told went on."""
    return replace(Pause(start, end, 0.0, 0.0, 0.0), **of)


def seen(*lanes: Lane, gil: bool = True) -> Seen:
    return Seen(gil, SECONDS, 5e-5, TURN, list(lanes))


def turn_taking(ready: float = 0.0049) -> Seen:
    """Return a recording in which two threads take turns of TURN, and the third waits so long for its own."""
    first = [still(TURN * number, TURN * (number + 1)) for number in range(1, 16, 2)]
    second = [still(TURN * number, TURN * (number + 1)) for number in range(0, 16, 2)]
    naps = [still(0.01 * number, 0.01 * number + NAP + ready, asleep=NAP) for number in range(8)]
    return seen(lane("computing 1", first, 0.04), lane("computing 2", second, 0.04), lane("waiting", naps, 0.0088))


def side_by_side() -> Seen:
    """Return a recording in which all run when they want to, but for 4 ms in which one had no CPU."""
    naps = [still(0.01 * number, 0.01 * number + NAP + 1e-4, asleep=NAP) for number in range(8)]
    kept = [still(0.02, 0.024, delay=0.004)]
    lanes = lane("computing 1"), lane("computing 2", kept, 0.076), lane("waiting", naps, 0.0472)
    return seen(*lanes, gil=False)


def outcome(of: Seen) -> Outcome:
    return stored.outcome(Call(SECONDS, [], of), gil=of.gil)


def trial(target_id: str) -> Trial:
    return Trial("timeline", None, None, None, 3, "full", 1, target_id)


def run(recorded: Mapping[str, Outcome | None], **more: Any) -> StoredRun:
    """Return a run with a recording of each of these targets; None where the run ended before it."""
    rounds = {each: [] if known is None else [known] for each, known in recorded.items()}
    return stored.run(trial, rounds, **more)


def evidence(*arguments: Any, **more: Any) -> Evidence:
    return EXPERIMENTS.evidence(run(*arguments, **more))
