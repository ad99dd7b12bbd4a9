"""How often dinners deadlocked, and what was eaten, in words."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.deadlock.records import YES
from gilbench.experiments.deadlock.trials import cell_of
from gilbench.model import Estimate


def k_of_n(summary: Summary) -> str:
    """Show how many dinners deadlocked, with the exact interval: `35 of 36 dinners (85–100 %)`."""
    found = summary.figures["deadlocked_dinners"]
    if found.low is None or found.high is None:
        return f"{times(summary)} dinners"
    return f"{times(summary)} dinners ({fmt.quantity_span(100 * found.low, 100 * found.high, '%')})"


def times(summary: Summary) -> str:
    """Show the same without the interval: `35 of 36`, `none of 36`."""
    of = summary.figures["dinners_counted"].value
    deadlocks = round(summary.figures["deadlocked_dinners"].value * of)
    return f"{fmt.count(deadlocks) if deadlocks else 'none'} of {fmt.count(round(of))}"


def at_most(share: Estimate) -> str:
    """Show the upper end of a share."""
    return fmt.share(share.high)


def meals(summary: Summary) -> str:
    """Show the meals per second, without the interval."""
    found = summary.figures.get("meals_per_second")
    return fmt.MISSING if found is None else fmt.significant(found.value)


def with_pause(summary: Summary, noun: str = "a pause") -> str:
    """Say whether a trial had pauses: `with a pause`."""
    return f"{'with' if cell_of(summary.trial).pause == YES else 'without'} {noun}"


def who_waits(circle: Sequence[int]) -> str:
    """Say who waited for whom: `1 waited for 2, 2 for 3 and 3 for 1`."""
    first, *rest = [(place + 1, after + 1) for place, after in zip(circle, (*circle[1:], circle[0]), strict=True)]
    return fmt.listed([f"{first[0]} waited for {first[1]}", *(f"{one} for {other}" for one, other in rest)])
