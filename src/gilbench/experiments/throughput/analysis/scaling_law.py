"""The universal scalability law: what more workers cost by waiting for each other, and by keeping in step.

Throughput with N workers is X(N) = λN / (1 + σ(N - 1) + κN(N - 1)), with contention σ and coherency κ, neither below 0.
Source: Gunther, "Guerrilla Capacity Planning", Springer 2007, chapters 4 and 5.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from gilbench.analysis.intervals import CONFIDENCE, t_quantile
from gilbench.analysis.ratios import FEWEST_ROUNDS, Seconds
from gilbench.model import Estimate

FEWEST_COUNTS = 5  # worker counts; three coefficients come close to fewer points whatever these are
_RESAMPLES = 500
_NOTHING = 1e-9  # of the time that the fewest workers take
_SEED = 1  # fixed, so that the same files always give the same page

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ScalabilityLaw:
    """The universal scalability law of one line; no figures where it could not be fitted."""

    strategy: str
    workers: tuple[int, ...]  # the counts that it was fitted to
    contention: Estimate | None  # σ: 0 is none, 1 is work that only one worker can do at a time
    coherency: Estimate | None  # κ: what every pair of workers costs
    peak: Estimate | None  # workers at which throughput is highest; None where κ may be 0: then it never falls
    misfit: float | None  # largest distance of a measured throughput from the law, relative
    reason: str  # why it could not be fitted; empty if it could


def scalability_law(strategy: str, by_workers: Mapping[int, Seconds]) -> ScalabilityLaw:
    """Return the law of the same work under one strategy, from its seconds by worker count and round.

    Only rounds that measured every count are used: what slowed a whole round down is then the same for all counts and
    ends in λ. Where the law cannot be fitted it has a reason instead of figures; this never raises.
    """
    workers = tuple(sorted(by_workers))
    common = sorted(set.intersection(*(set(by_workers[count]) for count in workers))) if workers else []
    reason = _why_not(workers, len(common))
    found = None
    if not reason:
        logs = np.log([[by_workers[count][number] for count in workers] for number in common])
        found = _estimates(np.array(workers, float), logs)
        reason = "" if found else "the throughput falls more steeply than the law can"
    if not found:
        return ScalabilityLaw(strategy, workers, None, None, None, None, reason)
    return ScalabilityLaw(strategy, workers, *found, reason)


def relative_throughput(workers: int, contention: float, coherency: float) -> float:
    """Return X(N) ÷ λ of the law."""
    return workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1))


def _why_not(workers: tuple[int, ...], rounds: int) -> str:
    if len(workers) < FEWEST_COUNTS:
        return f"fewer than {FEWEST_COUNTS} numbers of workers"
    if rounds < FEWEST_ROUNDS:
        return f"fewer than {FEWEST_ROUNDS} rounds with all numbers of workers"
    return ""


def _estimates(workers: Floats, logs: Floats) -> tuple[Estimate, Estimate, Estimate | None, float] | None:
    """Return σ, κ, the peak and the misfit from log seconds by round and count; None if there is no law.

    The intervals are percentiles of fits to resampled rounds, all counts of a round together, widened as Student's t
    widens the interval of a mean of so few rounds: as they are, they are far too narrow below 20 rounds. Source of the
    factor: Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69 (4), 2015.
    """
    rounds, means = len(logs), logs.mean(axis=0)
    drawn = np.random.default_rng(_SEED).integers(0, rounds, (_RESAMPLES, rounds))
    fits = [found for each in (means, *logs[drawn].mean(axis=1)) if (found := _fit(workers, each)) is not None]
    if len(fits) <= _RESAMPLES:  # not even every resample has a law
        return None
    figures = _with_log_peak(np.array(fits))
    value, tails = figures[0], ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)
    low, high = np.quantile(figures[1:], tails, axis=0, method="nearest")
    factor = math.sqrt(rounds / (rounds - 1)) * t_quantile(rounds) / float(special.ndtri(tails[1]))
    with np.errstate(invalid="ignore"):  # a peak at infinity is no peak, see below
        low, high = (
            np.minimum(value, value + factor * (low - value)),
            np.maximum(value, value + factor * (high - value)),
        )
    contention, coherency = (
        Estimate(float(value[each]), max(0.0, float(low[each])), float(high[each]), rounds) for each in (0, 1)
    )
    peak = None
    if low[1] > 0 and math.isfinite(high[2]):
        peak = Estimate(math.exp(value[2]), math.exp(max(0, low[2])), math.exp(high[2]), rounds)
    return contention, coherency, peak, _misfit(workers, means, value[:2])


def _fit(workers: Floats, log_seconds: Floats) -> Floats | None:
    """Return σ and κ; None if there is no such law.

    N ÷ X(N) is linear in 1/λ, σ/λ and κ/λ. Relative errors of the time are therefore least squares with coefficients
    from 0 on, which have one optimum, take no starting point, and cost a hundredth of a general fit.
    """
    from scipy import optimize  # noqa: PLC0415  heavy, and most runs have no law

    terms = np.column_stack([np.ones_like(workers), workers - 1, workers * (workers - 1)])
    relative = np.exp(log_seconds - log_seconds[0])
    try:
        (alone, waiting, in_step), _ = optimize.nnls(terms / (workers * relative)[:, None], np.ones_like(workers))
    except RuntimeError:  # no optimum within its number of steps
        return None
    return np.array([waiting, in_step]) / alone if alone > _NOTHING else None


def _with_log_peak(fits: Floats) -> Floats:
    """Return rows of σ, κ and the logarithm of √((1 - σ) ÷ κ), the workers at the maximum: at least 1, or infinite."""
    contention, coherency = fits.T
    never = np.full_like(coherency, np.inf)
    squares = np.divide(np.maximum(0, 1 - contention), coherency, out=never, where=coherency > 0)
    return np.column_stack([fits, np.log(np.maximum(1, squares)) / 2])


def _misfit(workers: Floats, log_seconds: Floats, law: Floats) -> float:
    """Return the largest relative distance of a measured throughput from the law, λ chosen to suit all of them."""
    fitted = np.log([relative_throughput(int(count), *law) for count in workers])
    distance = -log_seconds - fitted
    return float(np.max(np.abs(np.expm1(distance - distance.mean()))))
