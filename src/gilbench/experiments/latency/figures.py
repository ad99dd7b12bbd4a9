"""What the requests of latency come to."""

import math
import statistics
from collections.abc import Mapping, Sequence

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import geometric_mean, interval_of_mean
from gilbench.experiments.latency.quantiles import difference, has_enough, quantile
from gilbench.experiments.latency.records import Seen
from gilbench.experiments.latency.trials import NAME, elsewhere, found
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

QUANTILES = {
    "latency_p50": 0.5,
    "latency_p75": 0.75,
    "latency_p90": 0.9,
    "latency_p95": 0.95,
    "latency_p99": 0.99,
    "latency_p999": 0.999,
}
_PRICES = {"latency_price": "latency_p50", "latency_price_p99": "latency_p99"}
_FROM = "from when a request was to be sent to its answer"
FIGURES = (
    Figure("latency_p50", "s", "less", f"Median latency, {_FROM}."),
    *(
        Figure(name, "s", "less", f"Latency that {100 * share:g} % of the requests do not exceed, {_FROM}.")
        for name, share in QUANTILES.items()
        if name != "latency_p50"
    ),
    Figure("latency_longest", "s", "less", f"Longest latency, {_FROM}."),
    Figure("latency_price", "s", "less", "Median latency, less that beside the same neighbour in another process."),
    Figure("latency_price_p99", "s", "less", "The same of the latency that 99 % do not exceed."),
    Figure(
        "latency_answered", "share", "more", "Share of the requests that were answered; below 1, it cannot keep up."
    ),
    Figure("latency_requests", "1/s", "more", "Requests per second in a closed loop."),
    Figure("latency_client_late", "s", "less", "By how much later than planned the client sent 1 % of its requests."),
    Figure("latency_neighbour_speed", "1/s", "more", "Units that the neighbours do in a second, together."),
    Figure("latency_neighbour_kept", "×", "more", "The same at the trial's switch interval ÷ at the default one."),
    Figure("latency_collection", "s", "less", "Garbage collections of a millisecond or more: the median of them."),
    Figure("latency_collecting", "share", "less", "Share of the time in garbage collections."),
    Figure("latency_met", "s", "less", "Median latency of the requests that were due while one of these went on."),
    Figure("latency_unmet", "s", "less", "Median latency of the other requests beside what makes garbage."),
)
COMPARED = None  # a service that cannot keep up has no latency, and no number of rounds would make it precise


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return what the rounds come to; no latencies where the service could not keep up in half of them or more."""
    seen: list[Seen] = [call.seen for calls in rounds.values() for call in calls]
    if not seen:
        return {}
    if all(each.period == 0 for each in seen):
        return {"latency_requests": _typical([each.answers / each.seconds for each in seen]), **_neighbours(seen)}
    answered = {"latency_answered": _shown([each.answers / len(each.late) for each in seen])}
    if sum(each.keeps_up for each in seen) * 2 > len(seen):
        answered |= _latencies(seen)
    return {**answered, **_neighbours(seen), **_collections(seen)}


def related(evidence: Evidence) -> dict[str, dict[str, Estimate]]:
    """Return the price of each neighbour that is not in another process, by trial id."""
    prices = {}
    for each in evidence.of(NAME):
        other = found(evidence, each.trial.target, elsewhere(each.trial.parameters))
        if other is not None and other is not each:
            one, less = each.figures, other.figures
            prices[each.trial.id] = {
                name: difference(one[of], less[of]) for name, of in _PRICES.items() if of in one and of in less
            }
    return prices


def _latencies(seen: Sequence[Seen]) -> dict[str, Estimate]:
    values = [_values(each) for each in seen]
    late = sorted(value for each in seen for value in each.late)
    known = {name: quantile(share, values) for name, share in QUANTILES.items()}
    longest = max(value for each in values for value in each)
    if math.isfinite(longest):
        known["latency_longest"] = Estimate(longest, None, None, len(seen))
    if has_enough(0.99, len(late)):
        known["latency_client_late"] = quantile(0.99, [[max(value, 1e-9) for value in late]])
    return {name: value for name, value in known.items() if value is not None}


def _neighbours(seen: Sequence[Seen]) -> dict[str, Estimate]:
    figures = {}
    speeds = [statistics.fmean(each.units_per_second) for each in seen if each.units_per_second]
    if speeds:
        figures["latency_neighbour_speed"] = _typical(speeds)
    by_round = [
        [math.log(own / default) for own, default in zip(each.units_per_second, each.units_by_default, strict=False)]
        for each in seen
    ]
    if all(by_round):  # of one round, its blocks speak
        ratios = by_round[0] if len(by_round) == 1 else [statistics.fmean(each) for each in by_round]
        kept = geometric_mean(ratios)
        figures["latency_neighbour_kept"] = Estimate(kept.value, kept.low, kept.high, len(seen))
    return figures


def _collections(seen: Sequence[Seen]) -> dict[str, Estimate]:
    figures = {}
    if all(each.collections is not None for each in seen):
        figures["latency_collecting"] = _shown([each.collecting / each.seconds for each in seen])
    if all(each.long_collections for each in seen):
        median = quantile(0.5, [each.long_collections for each in seen])
        figures |= {} if median is None else {"latency_collection": median}
    for name, is_met in (("latency_met", True), ("latency_unmet", False)):
        of_rounds = [_by_meeting(each, is_met=is_met) for each in seen]
        if any(any(each.met) for each in seen) and all(of_rounds) and (median := quantile(0.5, of_rounds)) is not None:
            figures[name] = median
    return figures


def _by_meeting(seen: Seen, *, is_met: bool) -> list[float]:
    pairs = zip(_values(seen), seen.met, strict=False)
    return [value for value, met in pairs if met == is_met]


def _values(seen: Seen) -> list[float]:
    """Return the latencies, infinite where no answer came."""
    return [math.inf if value is None else value for value in seen.latencies]


def _typical(values: Sequence[float]) -> Estimate:
    """Return the geometric mean of what each round came to."""
    return geometric_mean([math.log(each) for each in values])


def _shown(values: Sequence[float]) -> Estimate:
    low, high = interval_of_mean(values) or (None, None)
    return Estimate(statistics.fmean(values), low, high, len(values))
