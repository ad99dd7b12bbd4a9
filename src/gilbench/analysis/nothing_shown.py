"""Why an experiment has nothing to show on a page, or not everything."""

from collections.abc import Iterable

from gilbench.analysis.summary import Summary


def why(planned: Iterable[Summary], experiment: str) -> str:
    """Return the first reason that its trials give, else that it was not asked for and which command measures it."""
    reasons = (each.reason for each in planned if each.reason)
    return next(reasons, f"it was not asked for; gilbench run --experiment {experiment} measures it")


def each(planned: Iterable[Summary]) -> list[str]:
    """Return a line for each target and reason for which something has no figure."""
    lost = dict.fromkeys((one.trial.target, one.state, one.reason) for one in planned if one.reason)
    return [f"On {target} {state}: {reason}." for target, state, reason in lost]
