"""Whether reading what threads share is free, and whether a lock for each or a copy for each pays."""

from gilbench import fmt
from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.sharing.trials import (
    COPIED,
    IN_WORDS,
    LOCKED,
    NAME,
    READS,
    SIDE_BY_SIDE,
    WORTH_SAYING,
    called,
    costs,
    could_show,
    cure_of,
    cures,
    is_free,
    planned,
    saves,
    saves_none,
    step_of,
)
from gilbench.interpreters.target import Target
from gilbench.model import Estimate, Sentence

_READING, _LOCKS, _COPIES = "reading-shared-is-free", "lock-each-pays", "copy-each-pays"


def _reading(evidence: Evidence, target: Target) -> Sentence:
    trials = [_measured(evidence, target, step) for step in READS]
    costly = [each for each in trials if costs(each)]
    dearest = max(costly or trials, key=_bound)
    cost = dearest.figures["sharing_cost"]
    times = f"{fmt.ratio_interval(cost)} the CPU time of what one thread reads ({called(dearest)})"
    if costly:
        text = f"On {target.id}, reading what two threads share is not free: it takes {times}."
        return sentence(_READING, target, "does not hold", text, cost, unit="×", evidence=NAME)
    _require_side_by_side(trials, target)
    if not all(is_free(each) for each in trials):
        raise CannotSayError(f"undecided: reading what two threads share takes {times}")
    text = f"On {target.id}, reading what two threads share is free: it takes {times}."
    return sentence(_READING, target, "holds", text, cost, unit="×", evidence=NAME)


def _locks(evidence: Evidence, target: Target) -> Sentence:
    trial = _measured(evidence, target, LOCKED)
    cost, gain = trial.figures["sharing_cost"], trial.figures["sharing_gain"]
    what = "a lock for each of two threads"
    if costs(trial):
        one, each = (fmt.ratio(trial.figures[f"sharing_{side}_speedup"].value) for side in ("shared", "private"))
        text = (
            f"On {target.id}, {what} pays: under one for both an increment takes {fmt.ratio_interval(cost)} the CPU "
            f"time. Together they do {one} the work of one thread, not {each}."
        )
        return sentence(_LOCKS, target, "holds", text, cost, unit="×", evidence=NAME)
    if gain.low is not None and gain.low > WORTH_SAYING:
        text = f"On {target.id}, {what} pays: they get {fmt.ratio_interval(gain)} as many increments done."
        return sentence(_LOCKS, target, "holds", text, gain, unit="×", evidence=NAME)
    _require_side_by_side([trial], target)
    if not is_free(trial) or not _is_none(gain):
        raise CannotSayError(
            f"undecided: under one lock an increment takes {fmt.ratio_interval(cost)} the CPU time, and threads with a "
            f"lock each get {fmt.ratio_interval(gain)} as many done"
        )
    text = (
        f"On {target.id}, {what} does not pay: under one for both an increment takes {fmt.ratio_interval(cost)} the "
        "CPU time. As much gets done."
    )
    return sentence(_LOCKS, target, "does not hold", text, cost, unit="×", evidence=NAME)


def _copies(evidence: Evidence, target: Target) -> Sentence:
    trial = _copied(evidence, target)
    saved = trial.figures["sharing_cure_saves"]
    times = f"an attribute of one object for both takes {fmt.ratio_interval(saved)} the CPU time"
    if saves(trial):
        shared, copied = (fmt.ratio(trial.figures[f"sharing_{side}_speedup"].value) for side in ("shared", "cured"))
        text = (
            f"On {target.id}, a copy for each of two threads pays: {times}. Together they do {shared} the work of one "
            f"thread, not {copied}."
        )
        return sentence(_COPIES, target, "holds", text, saved, unit="×", evidence=NAME)
    _require_side_by_side([trial], target)
    if not saves_none(trial):
        raise CannotSayError(f"undecided: {times}")
    text = f"On {target.id}, a copy for each of two threads does not pay: {times}."
    return sentence(_COPIES, target, "does not hold", text, saved, unit="×", evidence=NAME)


def _copied(evidence: Evidence, target: Target) -> Summary:
    for each in cures(evidence, target.id):
        if (step_of(each.trial), cure_of(each.trial)) == COPIED:
            return sound(each, "a copy for each thread")
    raise CannotSayError("not measured: sharing, a copy for each of two threads, is not in this run")


def _bound(summary: Summary) -> float:
    """Return the end of the interval that decides: the least that a cost may be where it is one, else the most."""
    cost = summary.figures["sharing_cost"]
    end = cost.low if costs(summary) else cost.high
    return cost.value if end is None else end


def _is_none(gain: Estimate) -> bool:
    return gain.high is not None and gain.high < WORTH_SAYING


def _measured(evidence: Evidence, target: Target, step: str) -> Summary:
    """Return the trial of a step by two threads; raises CannotSayError where nothing may rest on it."""
    for each in planned(evidence, target.id):
        if step_of(each.trial) == step:
            return sound(each, called(each))
    raise CannotSayError(f"not measured: sharing, {IN_WORDS[step]} by two threads, is not in this run")


def _require_side_by_side(trials: list[Summary], target: Target) -> None:
    """Raise CannotSayError where the machine may have spared the threads what sharing costs."""
    for each in trials:
        if not could_show(each, target):
            side = "private" if cure_of(each.trial) is None else "cured"
            speedup = fmt.ratio(each.figures[f"sharing_{side}_speedup"].value)
            raise CannotSayError(
                f"undecided: threads with a thing each did {speedup} the work of one, below {fmt.ratio(SIDE_BY_SIDE)}: "
                "they seldom ran side by side"
            )


CLAIMS = (
    Claim(
        id=_READING,
        order=54,
        says="Reading an object that threads share is free.",
        source=essay(15),
        needs="sharing with two threads: list item, dictionary value, attribute and method call",
        refuted="a read that costs 1.1× the CPU time once two threads share the object",
        applies=any_target,
        elsewhere="",
        rule=_reading,
    ),
    Claim(
        id=_LOCKS,
        order=55,
        says="A lock for each thread instead of one lock for all pays.",
        source=GILBENCH,
        needs="sharing with two threads: an attribute += 1 under a lock",
        refuted="one lock for all that costs and slows no more than a lock each",
        applies=any_target,
        elsewhere="",
        rule=_locks,
    ),
    Claim(
        id=_COPIES,
        order=74,
        says="A copy for each thread of what all of them read pays.",
        source=GILBENCH,
        needs="sharing with two threads: an attribute, with and without a copy of its object for each",
        refuted="an attribute that takes no less CPU time in a copy than in one object for all",
        applies=any_target,
        elsewhere="",
        rule=_copies,
    ),
)
