"""Stored runs of one experiment with invented outcomes, and what its claims say of them: nothing here was measured."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, TypeVar

from tests.simulated import simulate, target

from gilbench.analysis.claims import Claim
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.verdict import verdict
from gilbench.inside.experiment import Call
from gilbench.inside.schema import Surroundings
from gilbench.interpreters.target import Target
from gilbench.model import Sentence
from gilbench.plan.trial import Plan, Skip, Trial
from gilbench.store.records import Outcome, Record, StoredCall, StoredRun

Key = TypeVar("Key")  # what an experiment's tests name its trials by
Decided = tuple[dict[str, Sentence], dict[str, str]]
STEADY = (0.98, 0.99, 1.0, 1.0, 1.01, 1.02)  # repeats, as shares of their median


def outcome(call: Call, *, gil: bool = True) -> Outcome:
    """Return the outcome of one round in which the trial made this call."""
    made = StoredCall(call.seconds, (), asdict(call.seen))
    surroundings = Surroundings(gil, gil, "absent", 0.005, [0, 1], None, [])
    suite = {"version": "1.0", "benchmarks": [{"runs": [{"values": [call.seconds], "warmups": []}]}]}
    return Outcome("ok", "", "", (made,), surroundings, 1.0, suite)


def run(
    trial: Callable[[Key], Trial],
    rounds: Mapping[Key, Iterable[Outcome]],
    skips: Mapping[Key, str] | None = None,
    interpreter: Callable[[str], Target] = target,
    **manifest: Any,
) -> StoredRun:
    """Return a run of the trials that these keys mean, with their outcomes round by round, on the targets they name."""
    skipped = tuple(Skip(trial(key), reason) for key, reason in (skips or {}).items())
    plan = Plan(tuple(map(trial, rounds)), skipped, ())
    ids = dict.fromkeys(each.target for each in (*plan.trials, *(each.trial for each in skipped))) or ["3.13"]
    made = simulate({}, plan=plan, **{"targets": tuple(map(interpreter, ids)), **manifest})
    records = (
        Record(each.id, number, known)
        for each, outcomes in zip(plan.trials, rounds.values(), strict=True)
        for number, known in enumerate(outcomes, 1)
    )
    return replace(made, records=tuple(records))


def decided(evidence: Evidence, claims: Iterable[Claim]) -> Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    sentences, unsaid = verdict(evidence, claims)
    return {each.id: each for each in sentences}, {f"{each.claim}:{each.target}": each.reason for each in unsaid}


def decided_by_target(evidence: Evidence, claims: Iterable[Claim]) -> tuple[dict[str, Sentence], dict[str | None, str]]:
    """Return the sentences of one claim by target, and the reasons of the rest by target."""
    sentences, unsaid = verdict(evidence, claims)
    return {each.target: each for each in sentences if each.target}, {each.target: each.reason for each in unsaid}
