"""What the counts of safety come to.

Counts of all rounds are put together, and have exact intervals; times have those of rounds, or of the repeats in one.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import interval_of_mean, interval_of_median
from gilbench.analysis.shares import share
from gilbench.experiments.safety.records import COUNTERS, Identified, Runs, Seen
from gilbench.experiments.safety.shares import per_million
from gilbench.experiments.safety.trials import called
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

PER_MILLION = "per million"
_AT_DEFAULT, _AT_SHORTEST = "at the default switch interval", "at a switch interval of 1 µs; with a GIL only"
_OF_A_WAY = (
    Figure("lost_updates", PER_MILLION, "less", f"Updates of a counter that were lost, {_AT_DEFAULT}."),
    Figure("lost_updates_shortest", PER_MILLION, "less", f"The same {_AT_SHORTEST}."),
    Figure("losing_runs", "share", "less", f"Runs in which any update was lost, {_AT_DEFAULT}."),
    Figure("losing_runs_shortest", "share", "less", f"The same {_AT_SHORTEST}."),
    Figure("updates_counted", "", "", "How many updates these figures are about, at either switch interval."),
    Figure("update_time", "s", "less", "Time ÷ updates of all threads together, at the default switch interval."),
    Figure("update_time_alone", "s", "less", "The same of one thread."),
    Figure("update_cpu", "s", "less", "CPU time of all threads ÷ their updates, at the default switch interval."),
    Figure("update_cpu_alone", "s", "less", "The same of one thread."),
)
FIGURES = (
    *(replace(each, name=called(each.name, way)) for way in COUNTERS for each in _OF_A_WAY),
    Figure("there_before_join", "share", "", "Share of a total that was there when start() had returned."),
    Figure("wrong_before_join", "share", "less", "Reads of a total before join() that did not give what it came to."),
    Figure("ident_reused", "share", "", "Threads with the get_ident() of an earlier one, which had ended."),
    Figure("native_id_reused", "share", "", "Threads with the get_native_id() of an earlier one, which had ended."),
    Figure("ident_shared", "share", "less", "Threads with the get_ident() of another one that was alive."),
    Figure("native_id_shared", "share", "less", "Threads with the get_native_id() of another one that was alive."),
    Figure("out_of_order", "share", "less", "Repeats in which threads did not end in the order of their starts."),
    Figure("order_correlation", "", "more", "Kendall's rank correlation of starts and ends: 1 if in the same order."),
    Figure(
        "order_correlation_unequal", "", "more", "The same where each further one has half the work of the one before."
    ),
)
COMPARED = None  # counts of mistakes, most of which are 0 or all: no time of them is compared
_Calls = Sequence[Seen]
_Runs = Sequence[Sequence[Runs]]  # of one way to count, by round


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return what was counted in all rounds, and the medians of times."""
    seen = [calls[0].seen for calls in rounds.values() if calls]
    found = _early(seen) | _identifiers(seen) | _orders(seen)
    for way in COUNTERS:
        runs = [[each for each in call.counted if each.way == way] for call in seen]
        if any(runs):
            found |= {called(name, way): value for name, value in (_lost(runs) | _prices(runs)).items()}
    return found


def kendall(places: Sequence[int]) -> float:
    """Return Kendall's rank correlation of an order with that of the numbers in it, none of which is there twice.

    Pairs in order less those out of it, ÷ all pairs: M. G. Kendall, "A new measure of rank correlation", Biometrika 30,
    1938. From -1 (reversed) to 1 (the same). Raises statistics.StatisticsError with fewer than two.
    """
    return statistics.fmean(1 if before < after else -1 for before, after in combinations(places, 2))


def _lost(rounds: _Runs) -> dict[str, Estimate]:
    several = [each for runs in rounds for each in runs if each.threads > 1]
    found = {}
    for end, shortest in (("", False), ("_shortest", True)):
        alike = [each for each in several if each.shortest == shortest]
        if alike:
            lost = [one for each in alike for one in each.lost]
            of = [each.increments for each in alike for _ in each.lost]
            found[f"lost_updates{end}"] = per_million(lost, of, len(rounds))
            found[f"losing_runs{end}"] = share(sum(map(bool, lost)), len(lost), len(rounds))
    if several:
        total = sum(each.increments * len(each.lost) for each in several)
        found["updates_counted"] = Estimate(float(total), None, None, len(rounds))
    return found


def _prices(rounds: _Runs) -> dict[str, Estimate]:
    found = {}
    for end, alone in (("", False), ("_alone", True)):
        alike = [[each for each in runs if not each.shortest and (each.threads == 1) == alone] for runs in rounds]
        for name, times in (("update_time", _times(alike)), ("update_cpu", _cpu_times(alike))):
            if all(times):
                found[name + end] = repeats.seconds(times)
    return found


def _times(rounds: _Runs) -> list[list[float]]:
    return [[seconds / each.increments for each in runs for seconds in each.seconds] for runs in rounds]


def _cpu_times(rounds: _Runs) -> list[list[float]]:
    return [[seconds / each.increments for each in runs for seconds in each.cpu] for runs in rounds]


def _early(seen: _Calls) -> dict[str, Estimate]:
    shares = [each for call in seen for each in call.early]
    if not shares:
        return {}
    low, high = interval_of_median(shares) or (None, None)
    return {
        "there_before_join": Estimate(statistics.median(shares), low, high, len(seen)),
        "wrong_before_join": share(sum(each < 1 for each in shares), len(shares), len(seen)),
    }


def _identifiers(seen: _Calls) -> dict[str, Estimate]:
    found = {}
    for end, together in (("reused", False), ("shared", True)):
        groups = [each for call in seen for each in call.identified if each.together == together]
        of = sum(each.threads - 1 for each in groups)  # the first of a group has none before it
        if groups:
            found[f"ident_{end}"] = share(sum(each.idents for each in groups), of, len(seen))
            natives = _natives(groups)
            if natives is not None:
                found[f"native_id_{end}"] = share(natives, of, len(seen))
    return found


def _natives(groups: Sequence[Identified]) -> int | None:
    known = [each.natives for each in groups if each.natives is not None]
    return sum(known) if len(known) == len(groups) else None


def _orders(seen: _Calls) -> dict[str, Estimate]:
    found = {}
    for end, unequal in (("", False), ("_unequal", True)):
        orders = [order for call in seen for each in call.ended if each.unequal == unequal for order in each.orders]
        if orders:
            found[f"order_correlation{end}"] = _correlation(orders, len(seen))
            if not unequal:
                found["out_of_order"] = share(sum(each != sorted(each) for each in orders), len(orders), len(seen))
    return found


def _correlation(orders: Sequence[Sequence[int]], rounds: int) -> Estimate:
    """Return the mean of the rank correlations of the repeats; its interval ends at -1 and 1 at the latest."""
    ranks = [kendall(each) for each in orders]
    interval = interval_of_mean(ranks)
    low, high = (None, None) if interval is None else (max(-1.0, interval[0]), min(1.0, interval[1]))
    return Estimate(statistics.fmean(ranks), low, high, rounds)
