"""Base against new: the ratio with its interval, its p-value, and the verdicts on many of them at once."""

import math
import statistics
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from gilbench.analysis.family import Family
from gilbench.analysis.intervals import CONFIDENCE, geometric_mean
from gilbench.analysis.ratios import FEWEST_ROUNDS, Seconds, Standard, difference, log_ratios, rounds_to_decide
from gilbench.compare.records import Verdict
from gilbench.model import Estimate

_NO_SPREAD = 1e-9  # on the log scale; what is closer together differs by rounding alone


@dataclass(frozen=True)
class Contrast:
    """Base time ÷ new time, and how surprising it would be if both took the same time."""

    ratio: Estimate
    p_value: float | None  # two-sided, not adjusted; None without an interval


def paired(base: Seconds, new: Seconds) -> Contrast | None:
    """Contrast two sides of the same rounds: the log ratio of each round, and Student's t; None without one."""
    logs = list(log_ratios(base, new).values())
    if not logs:
        return None
    ratio = geometric_mean(logs)
    if ratio.low is None:
        return Contrast(ratio, None)
    if _constant(logs):
        return Contrast(ratio, _certain(math.log(ratio.value)))
    return Contrast(ratio, float(stats.ttest_1samp(logs, 0).pvalue))


def unpaired(base: Seconds, new: Seconds) -> Contrast | None:
    """Contrast two sessions by Welch's t on the logarithms of their rounds; None if a side has no round.

    The estimate counts the rounds of the side that has fewer.
    """
    if not base or not new:
        return None
    before, after = _logs(base), _logs(new)
    effect = statistics.fmean(before) - statistics.fmean(after)
    rounds = min(len(before), len(after))
    if rounds == 1:
        return Contrast(Estimate(math.exp(effect), None, None, 1), None)
    if _constant(before) and _constant(after):
        value = math.exp(effect)
        return Contrast(Estimate(value, value, value, rounds), _certain(effect))
    with warnings.catch_warnings():  # one side without spread is no trouble as long as the other one has some
        warnings.filterwarnings("ignore", "Precision loss", RuntimeWarning)
        test = stats.ttest_ind(before, after, equal_var=False)
        low, high = test.confidence_interval(CONFIDENCE)
    estimate = Estimate(math.exp(effect), math.exp(min(low, effect)), math.exp(max(high, effect)), rounds)
    return Contrast(estimate, float(test.pvalue))


def level(seconds: Seconds) -> Estimate:
    """Return what a side came to over its rounds, at least one: the geometric mean with its interval."""
    return geometric_mean(_logs(seconds))


def pooled(members: Sequence[Seconds]) -> Seconds:
    """Return the geometric mean of several trials in each round that measured all of them."""
    common = set.intersection(*(set(each) for each in members))
    return {number: math.exp(statistics.fmean(math.log(each[number]) for each in members)) for number in sorted(common)}


def family(contrasts: Sequence[Contrast]) -> Family:
    """Return the contrasts that are judged together: those with a p-value, and rounds enough to conclude from."""
    return Family(
        "the rows of this comparison",
        tuple(each.p_value for each in contrasts if each.p_value is not None and _is_tested(each)),
    )


def verdicts(contrasts: Sequence[Contrast], standards: Sequence[Standard]) -> list[Verdict]:
    """Judge contrasts as one family, each by its own margin and floor; too few rounds decide nothing."""
    significance = family(contrasts).significance
    return [
        difference(each.ratio, replace(standard, significance=significance), each.p_value)
        if _is_tested(each)
        else "undecided"
        for each, standard in zip(contrasts, standards, strict=True)
    ]


def rounds_needed(contrast: Contrast, margin: float) -> int | None:
    """Return about how many rounds, in all, would narrow the interval of an undecided contrast to the margin.

    None without an interval to go by, and where more rounds promise nothing: the interval is narrow, but lies across
    the margin.
    """
    needed = rounds_to_decide(contrast.ratio, margin)
    if contrast.ratio.low is not None and contrast.ratio.rounds < FEWEST_ROUNDS:
        return max(FEWEST_ROUNDS, needed or 0)
    return needed


def _is_tested(contrast: Contrast) -> bool:
    return contrast.p_value is not None and contrast.ratio.rounds >= FEWEST_ROUNDS


def _logs(seconds: Seconds) -> list[float]:
    return [math.log(each) for each in seconds.values()]


def _constant(logs: Sequence[float]) -> bool:
    return float(np.ptp(logs)) < _NO_SPREAD


def _certain(effect: float) -> float:
    """Return the p-value of data without any spread, which no test can tell."""
    return 1.0 if abs(effect) < _NO_SPREAD else 0.0
