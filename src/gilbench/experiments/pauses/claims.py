"""Whether anybody is held up where there is no GIL."""

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, essay, sentence, sound, without_gil
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.pauses.cause import NOTICED, is_collector
from gilbench.experiments.pauses.trials import IN_WORDS, NAME, TOLD, find, kind_of
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_ID = "nobody-held-up"


def _nobody_held_up(evidence: Evidence, target: Target) -> Sentence:
    measured = [_measured(evidence, target, kind) for kind in TOLD]
    held_up = sorted((each for each in measured if _low(each) > NOTICED), key=_added, reverse=True)
    if held_up:
        return _said(target, "does not hold", _held_up(evidence, held_up), held_up[0])
    most = max(measured, key=_high)
    if _high(most) >= NOTICED:
        raise CannotSayError(
            f"undecided: while another thread {IN_WORDS[kind_of(most.trial)]}, pauses add "
            f"{fmt.share_interval(most.figures['pause_added'])} of the time: the interval holds {fmt.share(NOTICED)}"
        )
    return _said(target, "holds", _free(most), most)


def _measured(evidence: Evidence, target: Target, kind: str) -> Summary:
    found = find(evidence, target.id, kind)
    called = f"pauses while another thread {IN_WORDS[kind]}"
    if found is None:
        raise CannotSayError(f"not measured: {called} are not in this run")
    summary = sound(found, called)
    if "pause_added" not in summary.figures or summary.figures["pause_added"].low is None:
        raise CannotSayError(f"not measured: {called} were seen too seldom for an interval")
    return summary


def _held_up(evidence: Evidence, held_up: list[Summary]) -> str:
    """Say for how long, and by what: the collector is named where it says the same itself."""
    worst = held_up[0]
    figures, target = worst.figures, worst.trial.target
    rest = [IN_WORDS[kind_of(each.trial)] for each in held_up[1:]]
    also = f" So they are while one {fmt.listed(rest)}." if rest else ""
    return (
        f"On {target}, threads are held up for {fmt.share_interval(figures['pause_added'])} of the time while another "
        f"{IN_WORDS[kind_of(worst.trial)]}, {fmt.time(figures['pause_longest'].value)} at the longest."
        f"{also}{_by_collector(evidence, held_up)}"
    )


def _by_collector(evidence: Evidence, held_up: list[Summary]) -> str:
    if not all(is_collector(evidence, each) for each in held_up):
        return ""
    return f" It is the garbage collector{' each time' if len(held_up) > 1 else ''}."


def _free(most: Summary) -> str:
    return (
        f"On {most.trial.target}, threads are held up by no other. At most, pauses add "
        f"{fmt.share_interval(most.figures['pause_added'])} of the time, while one {IN_WORDS[kind_of(most.trial)]}."
    )


def _said(target: Target, decided: Decided, text: str, rests_on: Summary) -> Sentence:
    added = rests_on.figures["pause_added"]
    low, high = (None if each is None else 100 * each for each in (added.low, added.high))
    per_cent = Estimate(100 * added.value, low, high, added.rounds)
    return sentence(_ID, target, decided, text, per_cent, unit="%", evidence=NAME)


def _added(summary: Summary) -> float:
    return summary.figures["pause_added"].value


def _low(summary: Summary) -> float:
    low = summary.figures["pause_added"].low
    return -1.0 if low is None else low


def _high(summary: Summary) -> float:
    high = summary.figures["pause_added"].high
    return 1.0 if high is None else high


CLAIMS = (
    Claim(
        id=_ID,
        order=48,
        says="Without the GIL nobody is held up.",
        source=essay(15),
        needs="pauses while another thread computes, collects garbage, makes cyclic garbage and imports modules again",
        refuted="a thread that is held up for 1 % of the time or more",
        applies=without_gil,
        elsewhere="no Python of this run has its GIL off",
        rule=_nobody_held_up,
    ),
)
