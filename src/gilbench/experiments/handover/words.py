"""How the share of the time that threads lose is told."""

from gilbench import fmt
from gilbench.model import Estimate


def lost(share: Estimate) -> str:
    """Return a share with its interval; threads that come out faster than serial code lose nothing."""
    if share.value > 0:
        return fmt.share_interval(share)
    low, high = (None if end is None else 100 * end for end in (share.low, share.high))
    told = filter(None, (fmt.share(share.value), fmt.quantity_span(low, high, "%")))
    return f"nothing that shows ({', '.join(told)})"
