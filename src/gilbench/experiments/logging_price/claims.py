"""What eager formatting costs where nobody reads it, what threads that log lose, and whether a lock is the reason."""

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import MARGIN
from gilbench.analysis.summary import Summary
from gilbench.experiments.logging_price.figures import CALL, CPU, EXTRA, OWN_BY_SHARED, OWN_SPEEDUP, SPEEDUP
from gilbench.experiments.logging_price.records import DISABLED, FILE
from gilbench.experiments.logging_price.trials import CALLED, NAME, told
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_EAGER, _LOCK, _PRICE = "eager-formatting", "handler-lock", "logging-price"
_SECTION = "logging"
_GAINS, _LOSES = 1 + MARGIN, 1 / (1 + MARGIN)
_FEW = "not measured: there were too few repeats for an interval"


def _eager_formatting(evidence: Evidence, target: Target) -> Sentence:
    figures = _trial(evidence, target, DISABLED).figures
    extra, lazy = figures[EXTRA], figures[CALL].value
    if extra.low is None or extra.high is None:
        raise CannotSayError(_FEW)
    least = MARGIN * lazy
    if extra.low <= least <= extra.high:
        raise CannotSayError(
            f"undecided: an f-string costs {fmt.time_interval(extra)} more: its interval holds "
            f"{fmt.share(MARGIN)} of the call with % arguments"
        )
    holds = extra.low > least
    decided: Decided = "holds" if holds else "does not hold"
    text = (
        f"On {target.id}, a disabled logging call with an f-string takes {fmt.time_interval(extra)} longer than with % "
        f"arguments, which takes {fmt.time(lazy)}."
        if holds
        else f"On {target.id}, an f-string costs a disabled logging call no more than % arguments: {_change(extra)}, "
        f"where the call takes {fmt.time(lazy)}."
    )
    return sentence(_EAGER, target, decided, text, extra, unit="s", evidence=_SECTION)


def _change(extra: Estimate) -> str:
    """Return a difference that may be below zero, with its interval."""
    return f"{fmt.time(extra.value)} ({fmt.quantity_span(extra.low, extra.high, 's')})"


def _handler_lock(evidence: Evidence, target: Target) -> Sentence:
    figures = _trial(evidence, target, FILE).figures
    shared, own, by_shared = figures[SPEEDUP], figures[OWN_SPEEDUP], figures[OWN_BY_SHARED]
    if None in (shared.low, shared.high, own.low, own.high, by_shared.low, by_shared.high):
        raise CannotSayError(_FEW)
    if _above(shared, _GAINS):
        decided: Decided = "does not hold"
    elif _below(shared, _GAINS) and _above(own, _GAINS) and _above(by_shared, _GAINS):
        decided = "holds"
    else:
        raise CannotSayError(f"undecided: {_undecided(target, shared, own, by_shared)}")
    text = (
        f"On {target.id}, through one file handler two threads log {fmt.ratio_interval(shared)} of one's records per "
        f"second; with a handler and file each {fmt.ratio(own.value)}."
    )
    return sentence(_LOCK, target, decided, text, shared, unit="×", evidence=_SECTION)


def _undecided(target: Target, shared: Estimate, own: Estimate, by_shared: Estimate) -> str:
    """Say why the lock cannot be told from all else that makes threads take turns."""
    both = (
        f"two threads log {fmt.ratio_interval(shared)} of one's records per second through one handler and "
        f"{fmt.ratio_interval(own)} with one each"
    )
    if not _below(own, _GAINS):
        return f"{both}: the intervals are too wide"
    whose = "the GIL makes them take turns already" if target.facts.gil_enabled else "something else holds them up"
    return f"{both}: {whose}{_lock_beside(by_shared)}"


def _lock_beside(by_shared: Estimate) -> str:
    """Say what a handler of one's own gains where threads take turns anyway; nothing if that is not clear."""
    if _above(by_shared, _GAINS):
        return f", and sharing a handler costs more on top ({fmt.ratio_interval(by_shared)} with one each)"
    if _above(by_shared, _LOSES) and _below(by_shared, _GAINS):
        return ", and the lock of the handler does not show beside it"
    return ""


def _price(evidence: Evidence, target: Target) -> Sentence:
    figures = _trial(evidence, target, FILE).figures
    speedup, cpu = figures[SPEEDUP], figures[CPU]
    if None in (speedup.low, speedup.high, cpu.low, cpu.high):
        raise CannotSayError(_FEW)
    fewer, dearer = _below(speedup, _LOSES), _above(cpu, _GAINS)
    decided: Decided = "holds" if fewer or dearer else "does not hold"
    if not (fewer or dearer) and not (_above(speedup, _LOSES) and _below(cpu, _GAINS)):
        raise CannotSayError(
            f"undecided: two threads log {fmt.ratio_interval(speedup)} of one's records per second, each record at "
            f"{fmt.ratio_interval(cpu)} the CPU time: the intervals are too wide"
        )
    rests_on, records, times = (
        (cpu, fmt.ratio(speedup.value), fmt.ratio_interval(cpu))
        if dearer and not fewer
        else (speedup, fmt.ratio_interval(speedup), fmt.ratio(cpu.value))
    )
    text = (
        f"On {target.id}, two threads log {records} of one's records per second to a file, each record at {times} "
        f"the CPU time."
    )
    return sentence(_PRICE, target, decided, text, rests_on, unit="×", evidence=_SECTION)


def _above(estimate: Estimate, bound: float) -> bool:
    return estimate.low is not None and estimate.low > bound


def _below(estimate: Estimate, bound: float) -> bool:
    return estimate.high is not None and estimate.high < bound


def _trial(evidence: Evidence, target: Target, to: str) -> Summary:
    called = f"logging ({CALLED[to]})"
    trial = told(evidence, target.id, to)
    if trial is None:
        raise CannotSayError(f"not measured: {called} is not in this run")
    return sound(trial, called)


CLAIMS = (
    Claim(
        id=_EAGER,
        order=56,
        says="Formatting a message eagerly costs time even where the level is disabled.",
        source=essay(11),
        needs=f"{NAME} of a disabled level",
        refuted="an f-string that costs no more than % arguments, at a disabled level",
        applies=any_target,
        elsewhere="",
        rule=_eager_formatting,
    ),
    Claim(
        id=_LOCK,
        order=57,
        says="One handler lock makes threads that log take turns.",
        source=essay(10),
        needs=f"{NAME} to a file with two threads",
        refuted="two threads that gain although they log through one handler",
        applies=any_target,
        elsewhere="",
        rule=_handler_lock,
    ),
    Claim(
        id=_PRICE,
        order=75,
        says="Logging from threads has a price.",
        source=essay(10),
        needs=f"{NAME} to a file with two threads",
        refuted="two threads that log as many records per second as one, at no more CPU time each",
        applies=any_target,
        elsewhere="",
        rule=_price,
    ),
)
