"""The ways to have workers on a target."""

from collections.abc import Iterator
from dataclasses import replace

from gilbench.inside.opening import DEFAULT
from gilbench.inside.schema import StrategyInfo
from gilbench.interpreters.target import Target


def ways(target: Target) -> Iterator[StrategyInfo]:
    """Yield every strategy with every start method, and once more with the platform's default.

    Variants are none: they have workers as the strategies do that they are variants of.
    """
    resolved = target.facts.default_start_method
    for strategy in target.catalogue.strategies:
        if strategy.variant_of:
            continue
        yield strategy
        if strategy.start_method == resolved:
            yield replace(strategy, start_method=DEFAULT)
