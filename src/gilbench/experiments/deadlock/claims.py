"""Whether lock orders deadlock here, and whether backing off is a cure."""

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.deadlock.trials import BACKED_OFF, IN_ORDER, NAIVE, NAME, PAUSED, Cell, by_cell
from gilbench.experiments.deadlock.words import at_most, k_of_n, meals, times, with_pause
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_DEADLOCKS, _CURES = "lock-order-deadlocks", "backing-off-cures"
_SELDOM = 0.1  # of all: what was never seen, and cannot be more frequent than that, does not happen
_CALLED = {
    NAIVE: "no cure, without pauses",
    PAUSED: "no cure, with pauses",
    BACKED_OFF: "backing off",
    IN_ORDER: "ordered locks",
}


def _lock_order_deadlocks(evidence: Evidence, target: Target) -> Sentence:
    first, second = sorted(
        (_sound(evidence, target, each) for each in (PAUSED, NAIVE)),
        key=lambda each: -each.figures["deadlocked_dinners"].value,
    )
    most, least = (each.figures["deadlocked_dinners"] for each in (first, second))
    if most.value:
        text = (
            f"On {target.id}, five threads that took locks in different orders deadlocked in {k_of_n(first)}. That was "
            f"{with_pause(first)} between the locks; {with_pause(second, 'one')} it was {times(second)}."
        )
        return _of_share(_DEADLOCKS, target, "holds", text, most)
    worst = max(most, least, key=_end)
    if _end(worst) >= _SELDOM:
        raise CannotSayError(f"undecided: no dinner deadlocked, but {at_most(worst)} of them may")
    text = (
        f"On {target.id}, five threads that took locks in different orders deadlocked in {k_of_n(first)}, with and "
        "without a pause between them."
    )
    return _of_share(_DEADLOCKS, target, "does not hold", text, worst)


def _backing_off_cures(evidence: Evidence, target: Target) -> Sentence:
    naive, found, ordered = (_sound(evidence, target, each) for each in (PAUSED, BACKED_OFF, IN_ORDER))
    deadlocks = found.figures["deadlocked_dinners"]
    if deadlocks.value:
        text = f"On {target.id}, five threads that backed off deadlocked all the same, in {k_of_n(found)}."
        return _of_share(_CURES, target, "does not hold", text, deadlocks)
    unfed = found.figures["unfed"]
    if unfed.low is not None and unfed.low >= _SELDOM:
        text = (
            f"On {target.id}, five threads that backed off did not deadlock, but {fmt.share_interval(unfed)} of them "
            "got no meal in a dinner."
        )
        return _of_share(_CURES, target, "does not hold", text, unfed)
    if not naive.figures["deadlocked_dinners"].value:
        raise CannotSayError("undecided: without a cure no dinner deadlocked either, so there was nothing to cure")
    if _end(deadlocks) >= _SELDOM:
        raise CannotSayError(f"undecided: no dinner deadlocked, but {at_most(deadlocks)} of them may")
    if _end(unfed) >= _SELDOM:
        raise CannotSayError(f"undecided: {at_most(unfed)} of the threads may have had no meal in a dinner")
    text = (
        f"On {target.id}, five threads that backed off deadlocked in {k_of_n(found)}, and {_ate(unfed)}. Meals per "
        f"second: {meals(found)}, with ordered locks {meals(ordered)}."
    )
    return _of_share(_CURES, target, "holds", text, deadlocks)


def _ate(unfed: Estimate) -> str:
    return f"{fmt.share(1 - unfed.value)} of them ate each time" if unfed.value else "everybody ate"


def _end(share: Estimate) -> float:
    """Return how much it can be; all, where that is not known."""
    return 1.0 if share.high is None else share.high


def _sound(evidence: Evidence, target: Target, cell: Cell) -> Summary:
    here = by_cell(evidence.of(NAME), target.id)
    if cell not in here:
        raise CannotSayError(f"not measured: {_CALLED[cell]}: it is not in this run")
    return sound(here[cell], _CALLED[cell])


def _of_share(claim: str, target: Target, decided: Decided, text: str, share: Estimate) -> Sentence:
    low, high = (None if end is None else 100 * end for end in (share.low, share.high))
    return sentence(
        claim, target, decided, text, Estimate(100 * share.value, low, high, share.rounds), unit="%", evidence=NAME
    )


CLAIMS = (
    Claim(
        id=_DEADLOCKS,
        order=58,
        says="Locks taken in different orders deadlock.",
        source=essay(8),
        needs="deadlock of five threads without a cure, with and without a pause between the locks",
        refuted="dinners of which none ends in a deadlock",
        applies=any_target,
        elsewhere="",
        rule=_lock_order_deadlocks,
    ),
    Claim(
        id=_CURES,
        order=59,
        says="Backing off cures a deadlock, without starving anybody.",
        source=essay(8),
        needs="deadlock of five threads with pauses: without a cure, backing off, and with ordered locks",
        refuted="threads that back off, and deadlock all the same or get nothing done",
        applies=any_target,
        elsewhere="",
        rule=_backing_off_cures,
    ),
)
