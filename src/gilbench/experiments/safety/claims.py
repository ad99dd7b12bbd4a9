"""Which mistakes with threads do give wrong results here."""

from collections.abc import Mapping

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.safety.records import IDENTIFIERS, JOIN, ORDERING, UNLOCKED
from gilbench.experiments.safety.trials import NAME, WORDS, by_test
from gilbench.experiments.safety.words import at_most, of_a_million, worst
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_RACE, _JOIN, _IDENTS, _ORDER = "unlocked-counters-race", "reading-before-join", "identifiers-reused", "order-varies"
_RARE = 1.0  # updates of a million: where no more can have been lost, none are
_SELDOM = 0.1  # of all: what was never seen, and cannot happen more often than that, does not happen


def _unlocked_counters_race(evidence: Evidence, target: Target) -> Sentence:
    here = _trials(evidence, target)
    found = worst([_sound(here, test, WORDS[test]) for test in UNLOCKED])
    updates, high = found.updates, found.updates.high
    if updates.value:
        text = (
            f"On {target.id}, two threads lost {of_a_million(updates)} of a million updates by {found.words}"
            f"{found.where}.{_beside_a_lock(here)}"
        )
        return _of_updates(target, "holds", text, updates)
    if high is None or high >= _RARE:
        raise CannotSayError(f"undecided: no update was lost, but {at_most(updates)} of a million may be")
    text = f"On {target.id}, two threads without a lock lost no update: at most {at_most(updates)} of a million."
    return _of_updates(target, "does not hold", text, updates)


def _reading_before_join(evidence: Evidence, target: Target) -> Sentence:
    found = _sound(_trials(evidence, target), JOIN, "reading before join()").figures
    wrong, there = found["wrong_before_join"], found["there_before_join"]
    text = (
        f"On {target.id}, {fmt.share_interval(wrong)} of the reads before join() were wrong without any race: "
        f"{fmt.share(there.value)} of the total was there."
    )
    return _seen(_JOIN, target, text, wrong)


def _identifiers_reused(evidence: Evidence, target: Target) -> Sentence:
    found = _sound(_trials(evidence, target), IDENTIFIERS, "identifiers").figures
    again, natives = found["ident_reused"], found.get("native_id_reused")
    beside = "" if natives is None else f", and {fmt.share(natives.value)} its native_id"
    text = f"On {target.id}, {fmt.share_interval(again)} of threads have the get_ident() of one that has ended{beside}."
    return _seen(_IDENTS, target, text, again)


def _order_varies(evidence: Evidence, target: Target) -> Sentence:
    found = _sound(_trials(evidence, target), ORDERING, "the order of threads").figures
    apart, rank = found["out_of_order"], found["order_correlation"]
    text = (
        f"On {target.id}, in {fmt.share_interval(apart)} of repeats threads with equal work did not end in the order "
        f"of their starts: rank correlation {rank.value:.2f}."
    )
    return _seen(_ORDER, target, text, apart)


def _seen(claim: str, target: Target, text: str, share: Estimate) -> Sentence:
    """Return that something happens if it was seen; raises CannotSayError if it was not, and may be frequent still."""
    decided: Decided = "holds"
    if not share.value:
        if share.high is None or share.high >= _SELDOM:
            raise CannotSayError(f"undecided: it was not seen, but may be in up to {fmt.share(share.high)} of cases")
        decided = "does not hold"
    low, high = (None if end is None else 100 * end for end in (share.low, share.high))
    return sentence(
        claim, target, decided, text, Estimate(100 * share.value, low, high, share.rounds), unit="%", evidence=NAME
    )


def _of_updates(target: Target, decided: Decided, text: str, updates: Estimate) -> Sentence:
    return sentence(_RACE, target, decided, text, updates, unit="per million", evidence=NAME)


def _trials(evidence: Evidence, target: Target) -> dict[str, Summary]:
    return by_test(each for each in evidence.of(NAME) if each.trial.target == target.id)


def _sound(here: Mapping[str, Summary], test: str, called: str) -> Summary:
    if test not in here:
        raise CannotSayError(f"not measured: {called} is not in this run")
    return sound(here[test], called)


def _beside_a_lock(here: Mapping[str, Summary]) -> str:
    """Say what became of the same updates under a lock: a trial in which that lost one fails."""
    locked = here.get("Lock")
    return " Under a Lock: none." if locked is not None and locked.sound else ""


CLAIMS = (
    Claim(
        id=_RACE,
        order=49,
        says="Counters that threads share without a lock lose updates.",
        source=essay(6),
        needs="safety of all ways to count without a lock, in two threads; beside it, if measured, Lock",
        refuted="a million updates of which none is lost",
        applies=any_target,
        elsewhere="",
        rule=_unlocked_counters_race,
    ),
    Claim(
        id=_JOIN,
        order=51,
        says="Reading a result before join() gives a wrong number, without any race.",
        source=essay(7),
        needs="safety of reading before join()",
        refuted="an early read that was right, nearly always",
        applies=any_target,
        elsewhere="",
        rule=_reading_before_join,
    ),
    Claim(
        id=_IDENTS,
        order=52,
        says="Identifiers of threads are used again.",
        source=essay(4),
        needs="safety of identifiers",
        refuted="no identifier seen twice",
        applies=any_target,
        elsewhere="",
        rule=_identifiers_reused,
    ),
    Claim(
        id=_ORDER,
        order=53,
        says="Threads do not end in the order in which they were started.",
        source=essay(5),
        needs="safety of the order of threads with equal work",
        refuted="threads that end in the order in which they started, nearly always",
        applies=any_target,
        elsewhere="",
        rule=_order_varies,
    ),
)
