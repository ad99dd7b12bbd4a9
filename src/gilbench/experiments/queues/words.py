"""Times of an item as items per second."""

from gilbench import fmt
from gilbench.model import Estimate


def rate(item: Estimate) -> str:
    """Show how many go through in a second: `482,000`."""
    return fmt.significant(1 / item.value)


def rate_interval(item: Estimate) -> str:
    """Show how many go through in a second with the 95 % interval: `482,000 (470,000–491,000)`."""
    if not item.low or not item.high:
        return f"{rate(item)} ({fmt.plural(item.rounds, 'round')}, no interval)"
    return f"{rate(item)} ({fmt.quantity_span(1 / item.high, 1 / item.low, '')})"
