"""Stored runs of pool_contract with invented answers: no pool was asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.experiments import stored

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.pool_contract import trials
from gilbench.experiments.pool_contract.records import BREAKS, DOES, HANGS, KEEPS, NOT_OFFERED, Answer, Seen
from gilbench.inside.experiment import Call
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"pool_contract"})
UNPROMISED = (DOES, NOT_OFFERED)


def answer(question: str, outcome: str = KEEPS, promise: str | None = None, topic: str = "results") -> Answer:
    """Return an answer; something is promised unless the outcome says that nothing is."""
    given = ("" if outcome in UNPROMISED else f"that {question}") if promise is None else promise
    instead = "" if outcome in (KEEPS, DOES) else f"not {question}"
    return Answer(topic, question, "Pool.map" if given else "", given, outcome, instead)


ALL_KINDS = (
    answer("order"),
    answer("results"),
    answer("exit", HANGS, topic="errors"),
    answer("exit again", HANGS, topic="errors"),
    answer("callback", HANGS, promise="", topic="errors"),
    answer("terminate", BREAKS),
    answer("cancel", NOT_OFFERED),
    answer("warning", DOES),
)
KEPT = (answer("order"), answer("exit", topic="errors"), answer("cancel"))


def call(*answers: Answer) -> Call:
    return Call(0.5, [], Seen(list(answers)))


def outcome(*answers: Answer) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(*answers))


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/ThreadPool"."""
    target_id, pool = name.split("/")
    return trials.of_pool(pool, size, target_id)


def evidence(rounds: Mapping[str, Iterable[Outcome]], **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(trial, rounds, **more))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)
