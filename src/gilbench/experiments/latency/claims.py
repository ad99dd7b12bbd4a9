"""What a computing thread, a shorter switch interval and the garbage collector mean to a thread that should answer."""

from gilbench import fmt
from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence, sound, with_gil
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.latency.quantiles import difference
from gilbench.experiments.latency.trials import (
    COMPUTES_ELSEWHERE,
    COMPUTES_HERE,
    GARBAGE_HERE,
    NAME,
    SHORT,
    SHORTENED,
    Parameters,
    found,
    has_interval,
)
from gilbench.experiments.latency.words import change
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_WAITS, _SHORTER, _COLLECTS = "waits-an-interval", "interval-buys-latency", "collection-stops-all"
_ABOUT = (0.8, 1.5)  # of the switch interval
_KEPT = 0.95  # of the neighbour's throughput
_STOP = 0.001  # seconds
_CALLED = {
    COMPUTES_HERE: "latency beside a thread that computes",
    COMPUTES_ELSEWHERE: "latency beside a process that computes",
    GARBAGE_HERE: "latency beside a thread that makes cyclic garbage",
    SHORTENED: "latency beside a thread that computes, at a shorter switch interval",
}


def _waits_an_interval(evidence: Evidence, target: Target) -> Sentence:
    here = _figure(_measured(evidence, target, COMPUTES_HERE), "latency_p50")
    elsewhere = _figure(_measured(evidence, target, COMPUTES_ELSEWHERE), "latency_p50")
    price, interval = difference(here, elsewhere), target.facts.switch_interval
    if interval is None:
        raise CannotSayError("not measured: it has no switch interval to compare with")
    low, high = _interval(price, "what the thread adds")
    least, most = (share * interval for share in _ABOUT)
    is_about = least <= low and high <= most
    if not is_about and least <= high and low <= most:
        raise CannotSayError(
            f"undecided: what the thread adds is {change(price)}, neither clearly within nor clearly beyond "
            f"{fmt.quantity_span(least, most, 's')}, which is about the switch interval"
        )
    text = (
        f"On {target.id}, a thread that computes adds {change(price)} to an answer. In all it takes "
        f"{fmt.time(here.value)}; beside a process that computes, {fmt.time(elsewhere.value)}."
    )
    return _said(_WAITS, target, text, price, unit="s", holds=is_about)


def _shorter_interval(evidence: Evidence, target: Target) -> Sentence:
    if not has_interval(target.facts):
        raise CannotSayError("not measured: it has no switch interval that says when its GIL is handed over")
    shortened = _measured(evidence, target, SHORTENED)
    short = _figure(shortened, "latency_p50")
    usual = _figure(_measured(evidence, target, COMPUTES_HERE), "latency_p50")
    kept = _figure(shortened, "latency_neighbour_kept")
    gained = difference(usual, short)
    least_gained, most_gained = _interval(gained, "the latency that is saved")
    low, high = _interval(kept, "the throughput that is kept")
    buys, pays = least_gained > 0, low >= _KEPT
    if not (buys and pays) and most_gained > 0 and high >= _KEPT:
        raise CannotSayError(
            f"undecided: {change(gained)} of latency is saved, and {fmt.ratio_interval(kept)} of the throughput kept"
        )
    text = (
        f"On {target.id}, an answer takes {fmt.time(short.value)} in place of {fmt.time(usual.value)} at a switch "
        f"interval of {fmt.time(SHORT)}. The thread that computes keeps {fmt.ratio_interval(kept)} of its throughput."
    )
    return _said(_SHORTER, target, text, kept, unit="×", holds=buys and pays)


def _collection_stops_all(evidence: Evidence, target: Target) -> Sentence:
    trial = _measured(evidence, target, GARBAGE_HERE)
    if "latency_collecting" not in trial.figures:
        raise CannotSayError("not measured: it does not tell when it collects garbage")
    met, unmet = _figure(trial, "latency_met"), _figure(trial, "latency_unmet")
    stop = difference(met, unmet)
    low, high = _interval(stop, "what a collection adds")
    if low <= _STOP <= high:
        raise CannotSayError(f"undecided: a collection adds {change(stop)}: its interval holds {fmt.time(_STOP)}")
    text = (
        f"On {target.id}, an answer due during a garbage collection comes {change(stop)} later than others: after "
        f"{fmt.time(met.value)}, at the median."
    )
    return _said(_COLLECTS, target, text, stop, unit="s", holds=low > _STOP)


def _measured(evidence: Evidence, target: Target, parameters: Parameters) -> Summary:
    trial = found(evidence, target.id, parameters)
    if trial is None:
        raise CannotSayError(f"not measured: {_CALLED[parameters]} is not in this run")
    return sound(trial, _CALLED[parameters])


def _figure(trial: Summary, name: str) -> Estimate:
    figure = trial.figures.get(name)
    if figure is not None:
        return figure
    if name == "latency_p50":
        raise CannotSayError(f"undecided: {_CALLED[trial.trial.parameters]}: the service could not keep up")
    if name == "latency_met":
        raise CannotSayError("not measured: no request was due during a collection of a millisecond or more")
    raise CannotSayError(f"not measured: {_CALLED[trial.trial.parameters]}: nothing is known of its {name}")


def _interval(estimate: Estimate, what: str) -> tuple[float, float]:
    if estimate.low is None or estimate.high is None:
        raise CannotSayError(f"not measured: {what} has no interval: too few requests, or rounds")
    return estimate.low, estimate.high


def _said(claim: str, target: Target, text: str, rests_on: Estimate, *, unit: str, holds: bool) -> Sentence:
    decided: Decided = "holds" if holds else "does not hold"
    return sentence(claim, target, decided, text, rests_on, unit=unit, evidence=NAME)


CLAIMS = (
    Claim(
        id=_WAITS,
        order=45,
        says="One thread that computes delays an answer by about the switch interval.",
        source=GILBENCH,
        needs="latency beside a thread and beside a process that computes",
        refuted="an answer that comes much sooner or much later than that",
        applies=any_target,
        elsewhere="",
        rule=_waits_an_interval,
    ),
    Claim(
        id=_SHORTER,
        order=46,
        says="A shorter switch interval buys latency for less than 5 % of the throughput.",
        source=GILBENCH,
        needs="latency beside a thread that computes, at the default switch interval and at 0.5 ms",
        refuted="no latency saved, or 5 % of the throughput lost",
        applies=with_gil,
        elsewhere="without a GIL there is no switch interval",
        rule=_shorter_interval,
    ),
    Claim(
        id=_COLLECTS,
        order=47,
        says="Garbage collection stops everybody, for more than a millisecond.",
        source=GILBENCH,
        needs="latency beside a thread that makes cyclic garbage",
        refuted="collections that hold an answer up for less than a millisecond",
        applies=any_target,
        elsewhere="",
        rule=_collection_stops_all,
    ),
)
