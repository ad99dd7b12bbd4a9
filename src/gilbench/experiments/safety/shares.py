"""Updates that were lost, of a million."""

from collections.abc import Sequence

from gilbench.analysis.intervals import interval_of_mean
from gilbench.analysis.shares import exact
from gilbench.model import Estimate

MILLION = 1_000_000


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
