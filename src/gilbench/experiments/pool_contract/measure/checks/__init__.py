"""The questions, by topic. A new one is a function: for each pool that can be asked, with what is promised for it."""

from __future__ import annotations

from gilbench.experiments.pool_contract.measure.check import Check
from gilbench.experiments.pool_contract.measure.checks import (
    cancelling,
    ending,
    errors,
    initialisers,
    laziness,
    leftovers,
    results,
    timeouts,
)

# Those that may hang come first: they are waited for while the others are asked.
TOPICS = (errors, initialisers, ending, results, timeouts, cancelling, laziness, leftovers)


def checks_of(pool: str) -> list[Check]:
    """Return the questions to one pool, in the order of the page."""
    return [check for topic in TOPICS for check in topic.CHECKS if check.pool == pool]
