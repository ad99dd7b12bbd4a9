"""Why an experiment has nothing to show on a page."""

from collections.abc import Iterable

from gilbench.analysis.summary import Summary


def why(planned: Iterable[Summary], experiment: str) -> str:
    """Return the first reason that its trials give, else that it was not asked for and which command measures it."""
    reasons = (each.reason for each in planned if each.reason)
    return next(reasons, f"it was not asked for; gilbench run --experiment {experiment} measures it")
