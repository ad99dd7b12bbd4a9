"""How many promises are kept: counts of questions, which are exact and have no interval."""

from collections.abc import Mapping, Sequence

from gilbench.analysis.figures import Figure
from gilbench.experiments.pool_contract.records import HANGS, KEEPS, NOT_OFFERED, WORST_FIRST, Answer
from gilbench.experiments.pool_contract.trials import broken
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

KEPT, BROKEN, HANGING, LACKING = "promises_kept", "promises_broken", "pool_hangs", "pool_not_offered"
FIGURES = (
    Figure(KEPT, "", "more", "Questions to which the pool does what its documentation promises."),
    Figure(BROKEN, "", "less", "Questions to which it does not, or hangs although something is promised."),
    Figure(HANGING, "", "less", "Questions to which it hangs, whether anything is promised or not."),
    Figure(LACKING, "", "less", "Questions to what it does not offer, and does not promise."),
)
COMPARED = None  # a promise is kept or it is not: nothing is timed


def drawn(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> tuple[Answer, ...]:
    """Return the answers; of several rounds the worst to each question: what is kept is kept always.

    Raises ValueError for an outcome that is none.
    """
    found: dict[tuple[str, str], Answer] = {}
    for answer in (each for calls in rounds.values() for call in calls for each in call.seen.answers):
        key = answer.topic, answer.question
        found[key] = min(found.get(key, answer), answer, key=_severity)
    return tuple(found.values())


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return how many questions came to what; raises ValueError for an outcome that is none."""
    if not any(rounds.values()):
        return {}
    found = drawn(trial, rounds)
    outcomes = [each.outcome for each in found]
    counts = {
        KEPT: outcomes.count(KEEPS),
        BROKEN: len(broken(found)),
        HANGING: outcomes.count(HANGS),
        LACKING: outcomes.count(NOT_OFFERED),
    }
    return {name: Estimate(float(number), None, None, len(rounds)) for name, number in counts.items()}


def _severity(answer: Answer) -> int:
    if answer.outcome not in WORST_FIRST:
        raise ValueError(f"{answer.outcome!r} is no outcome of a question")
    return WORST_FIRST.index(answer.outcome)
