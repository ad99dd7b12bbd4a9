"""Times of an item as items per second."""

from gilbench import fmt
from gilbench.model import Estimate


def per_second(item: Estimate) -> Estimate:
    """Return how many items go through in a second, of the seconds of one."""
    low, high = (None if end is None or end <= 0 else 1 / end for end in (item.high, item.low))
    return Estimate(1 / item.value, low, high, item.rounds)


def rate(item: Estimate) -> str:
    """Show how many go through in a second: `482,000`."""
    return fmt.significant(1 / item.value)


def rate_interval(item: Estimate) -> str:
    """Show how many go through in a second with the 95 % interval: `482,000 (470,000–491,000)`."""
    many = per_second(item)
    if many.low is None or many.high is None:
        return f"{rate(item)} ({fmt.plural(item.rounds, 'round')}, no interval)"
    return f"{rate(item)} ({fmt.quantity_span(many.low, many.high, '')})"
