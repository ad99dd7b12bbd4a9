"""Whether calls of the standard library make threads take turns with locks that their callers do not see."""

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.hidden_locks.found import TURNS, Found, found_in, with_outcome
from gilbench.experiments.hidden_locks.records import COMPUTE, SLEEP
from gilbench.experiments.hidden_locks.trials import NAME, of_target, waits_in
from gilbench.interpreters.target import Target
from gilbench.model import Sentence

_HOLD = "dependencies-hold-locks"
_SECTION = "hidden-locks"
_NAMED = 3  # calls that a sentence names; of more, the number
_CALLED = {SLEEP: "calls that sleep", COMPUTE: "calls that compute"}


def _dependencies_hold_locks(evidence: Evidence, target: Target) -> Sentence:
    trials = of_target(evidence, target.id)
    if not trials:
        raise CannotSayError(f"not measured: {NAME} is not in this run")
    found = found_in(each for each in trials if each.sound)
    if locks := with_outcome(found, "lock"):
        return _holds(target, locks)
    for each in trials:
        sound(each, f"{NAME} ({_CALLED[waits_in(each.trial)]})")
    if undecided := with_outcome(found, "undecided"):
        raise CannotSayError(f"undecided: {'; '.join(map(_doubt, undecided))}")
    return _does_not_hold(target, found)


def _holds(target: Target, locks: list[Found]) -> Sentence:
    clearest = max(locks, key=lambda each: each.shared.low or 0.0)
    others = [each.called for each in locks if each is not clearest]
    named = [*others[:_NAMED], f"{len(others) - _NAMED} more"] if len(others) > _NAMED else others
    more = f" They take turns in {fmt.listed(named)} too." if others else ""
    text = (
        f"On {target.id}, two threads take {fmt.ratio_interval(clearest.shared)} as long as one in {clearest.called}."
        f"{more}"
    )
    return sentence(_HOLD, target, "holds", text, clearest.shared, unit="×", evidence=_SECTION)


def _does_not_hold(target: Target, found: list[Found]) -> Sentence:
    slowest = max(found, key=lambda each: each.shared.value)
    text = (
        f"On {target.id}, two threads take at most {fmt.ratio_interval(slowest.shared)} as long as one "
        f"({slowest.called}): none of {fmt.plural(len(found), 'call')} holds a lock that shows."
    )
    return sentence(_HOLD, target, "does not hold", text, slowest.shared, unit="×", evidence=_SECTION)


def _doubt(found: Found) -> str:
    """Say why it cannot be told of a call whether it has a lock."""
    return (
        f"in {found.called} two threads take {fmt.ratio_interval(found.shared)} as long as one, and "
        f"{fmt.ratio_interval(found.own)} with a thing each: not clearly above {fmt.ratio(TURNS)} and below it"
    )


CLAIMS = (
    Claim(
        id=_HOLD,
        order=61,
        says="Calls of the standard library hold locks that their callers do not see.",
        source=essay(9),
        needs=f"{NAME}, of calls that sleep and of calls that compute",
        refuted="two threads that take no longer than one in every call, though they share what they call",
        applies=any_target,
        elsewhere="",
        rule=_dependencies_hold_locks,
    ),
)
