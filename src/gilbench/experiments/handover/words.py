"""How the share of the time that threads lose is told."""

from gilbench import fmt
from gilbench.model import Estimate


def lost(share: Estimate) -> str:
    """Return a share with its interval; threads that come out faster than serial code lose nothing."""
    figure = fmt.share_interval(share)
    return figure if share.value > 0 else f"nothing that shows, {figure},"
