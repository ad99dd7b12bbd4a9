"""Shares of what was counted, with exact intervals."""

from gilbench.analysis.intervals import CONFIDENCE
from gilbench.model import Estimate


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
