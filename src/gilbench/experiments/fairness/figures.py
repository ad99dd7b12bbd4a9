"""What the windows of fairness come to."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import geometric_mean, interval_of_mean
from gilbench.analysis.jain import jain
from gilbench.experiments.fairness.records import REPEATS, Seen
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure(
        "jain_index", "", "more", "Jain's index of fairness: 1 if all threads got as much done, 1/n if one got all."
    ),
    Figure("smallest_share", "×", "more", "Work of the thread that got least done ÷ the mean of all threads."),
    Figure("largest_share", "×", "less", "Work of the thread that got most done ÷ the mean of all threads."),
    Figure("starved_threads", "share", "less", "Share of the threads that got nothing done in a window."),
    Figure("longest_unserved", "s", "less", "The longest that any thread got nothing done."),
    Figure("share_window", "s", "", "How long the windows were in which shares were counted."),
    Figure("beyond_cpus", "×", "more", "Throughput of all threads ÷ that of as many as there are CPUs."),
    Figure("cpu_beyond_cpus", "×", "less", "CPU time of all threads for the same work ÷ that of as many as CPUs."),
    Figure("cpus_of_one", "CPUs", "", "CPUs that one thread alone kept busy: less than 1 beside other programs."),
    Figure("cpus_of_few", "CPUs", "", "CPUs that as many threads as there are CPUs kept busy."),
    Figure("beside_one_thread", "×", "more", "Throughput of all threads ÷ that of one."),
    Figure("loop_time", "s", "less", "Seconds for a million turns of the loop, of all threads together."),
)
COMPARED = "loop_time"

_MILLION = 1e6
_Estimator = Callable[[Sequence[Sequence[float]]], Estimate]


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return medians over rounds of the medians of their windows; of one round, with the interval of its windows."""
    seen = [calls[0].seen for calls in rounds.values() if calls]
    if not seen:
        return {}
    found = {
        "jain_index": _middle([list(map(jain, each.units)) for each in seen], most=1.0),
        "smallest_share": _middle(
            [[min(work) / statistics.fmean(work) for work in each.units] for each in seen], most=1.0
        ),
        "largest_share": _middle(
            [[max(work) / statistics.fmean(work) for work in each.units] for each in seen], least=1.0
        ),
        "starved_threads": _middle([[work.count(0) / len(work) for work in each.units] for each in seen], most=1.0),
        "longest_unserved": _middle([each.unserved for each in seen]),
        "share_window": Estimate(statistics.median(each.window for each in seen), None, None, len(seen)),
        "cpus_of_one": _middle([_products(each.alone, each.alone_cpu) for each in seen]),
        "beside_one_thread": _ratio([_ratios(each.together, each.alone) for each in seen]),
        "loop_time": repeats.seconds([[_MILLION / rate for rate in each.together] for each in seen]),
    }
    return found | _beyond([each for each in seen if each.full])


def _beyond(seen: Sequence[Seen]) -> dict[str, Estimate]:
    """Return what is said of more threads than CPUs, beside as many."""
    if not seen:
        return {}
    return {
        "beyond_cpus": _ratio([_ratios(each.together, each.full) for each in seen]),
        "cpu_beyond_cpus": _ratio([_ratios(each.together_cpu, each.full_cpu) for each in seen]),
        "cpus_of_few": _middle([_products(each.full, each.full_cpu) for each in seen]),
    }


def _ratios(these: Sequence[float], others: Sequence[float]) -> list[float]:
    """Return the ratio of each repeat: its windows lay next to each other."""
    return [one / other for one, other in zip(these, others, strict=True)]


def _products(these: Sequence[float], others: Sequence[float]) -> list[float]:
    return [one * other for one, other in zip(these, others, strict=True)]


def _ratio(of_rounds: Sequence[Sequence[float]]) -> Estimate:
    """Return the geometric mean of the medians of rounds; of one round, of its repeats."""
    if len(of_rounds) > 1:
        return geometric_mean([math.log(statistics.median(each)) for each in of_rounds])
    return _of_one(geometric_mean([math.log(each) for each in of_rounds[0]]))


def _middle(of_rounds: Sequence[Sequence[float]], *, least: float = 0.0, most: float = math.inf) -> Estimate:
    """Return the median, of values that may be 0; of one round with the range of its windows, if there are enough.

    The range of n values misses their median with a probability of 2^(1-n): of six, 3 %. No interval of rounds reaches
    beyond what can be.
    """
    if len(of_rounds) == 1:
        (values,) = of_rounds
        low, high = (min(values), max(values)) if len(values) >= REPEATS else (None, None)
        return Estimate(statistics.median(values), low, high, 1)
    values = [statistics.median(each) for each in of_rounds]
    middle, interval = statistics.median(values), interval_of_mean(values)
    if interval is None:
        return Estimate(middle, None, None, len(values))
    low, high = max(least, interval[0]), min(most, interval[1])
    return Estimate(middle, min(low, middle), max(high, middle), len(values))


def _of_one(estimate: Estimate) -> Estimate:
    """Return the estimate of one round, whose interval is that of its repeats."""
    return Estimate(estimate.value, estimate.low, estimate.high, 1)
