"""Shares of what was counted, with exact intervals."""

from collections.abc import Sequence

from gilbench.analysis.intervals import CONFIDENCE, interval_of_mean
from gilbench.model import Estimate

MILLION = 1_000_000


def exact(hits: int, of: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a share of which so many were counted of so many.

    C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
    Biometrika 26, 1934. Of none of n it reaches to about 3.7/n: the rule of three, with 2.5 % in place of 5 %.
    Raises ValueError if nothing was counted.
    """
    from scipy import special  # noqa: PLC0415  heavy, and listing claims must not cost it

    if not 0 <= hits <= of or not of:
        raise ValueError(f"{hits} of {of} is no share")
    outside = (1 - CONFIDENCE) / 2
    low = 0.0 if hits == 0 else float(special.betaincinv(hits, of - hits + 1, outside))
    high = 1.0 if hits == of else float(special.betaincinv(hits + 1, of - hits, 1 - outside))
    return low, high


def share(hits: int, of: int, rounds: int) -> Estimate:
    """Return a share with its exact interval; raises ValueError if nothing was counted."""
    low, high = exact(hits, of)
    return Estimate(hits / of, min(low, hits / of), max(high, hits / of), rounds)


def per_million(lost: Sequence[int], increments: Sequence[int], rounds: int) -> Estimate:
    """Return how many updates of a million were lost in these runs.

    The exact interval of all updates takes each for an independent trial, while one switch of threads at the wrong
    moment may lose a whole turn of another one. So it is widened to hold the interval of the mean of the runs, which
    are independent. Its lower end is no lower than what follows from the share of runs that lost any: each of them lost
    one at least. Raises ValueError if nothing was counted.
    """
    value = sum(lost) / sum(increments) if sum(increments) else 0.0
    low, high = exact(sum(lost), sum(increments))
    runs = interval_of_mean([one / of for one, of in zip(lost, increments, strict=True)])
    if runs is not None:
        least, _ = exact(sum(map(bool, lost)), len(lost))
        low = min(low, max(runs[0], least / max(increments)))
        high = min(1.0, max(high, runs[1]))
    return Estimate(MILLION * value, MILLION * min(low, value), MILLION * max(high, value), rounds)
