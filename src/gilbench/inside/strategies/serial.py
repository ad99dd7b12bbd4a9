"""One item after another in the calling thread: what every other strategy is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(shares_memory=True, family="serial")
@contextmanager
def serial(workers: int) -> Iterator[Run]:  # noqa: ARG001  every strategy is opened in the same way
    """Call the task in a loop; the number of workers plays no part."""
    yield lambda task, items: [task(item) for item in items]
