"""Open a strategy for a number of workers, whatever it needs beside that number."""

from __future__ import annotations

import multiprocessing
from typing import Any

from gilbench.inside.registry import Strategy


def opened(strategy: Strategy, workers: int, start_method: str | None) -> Any:
    """Return the strategy's context manager for this many workers and, where it has one, this start method."""
    if strategy.per_start_method:
        return strategy.open(workers, multiprocessing.get_context(start_method))
    return strategy.open(workers)
