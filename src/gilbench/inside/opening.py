"""Open a strategy for a number of workers, whatever it needs beside that number, and what a workload works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gilbench.inside.registry import Strategy, Workload

DEFAULT = "default"  # stands for the start method of whoever names none


def opened(strategy: Strategy, workers: int, start_method: str | None) -> Any:
    """Return the strategy's context manager for this many workers and, where it has one, this start method."""
    if strategy.per_start_method:
        import multiprocessing  # noqa: PLC0415  threads are spared its import

        return strategy.open(workers, multiprocessing.get_context(resolved(start_method)))
    return strategy.open(workers)


def resolved(start_method: str | None) -> str | None:
    """Return the start method by its own name: "default" is what this platform and Python version have chosen."""
    if start_method != DEFAULT:
        return start_method
    import multiprocessing  # noqa: PLC0415  as above

    return multiprocessing.get_start_method()


@contextmanager
def resource(workload: Workload) -> Iterator[tuple[Any, ...]]:
    """Make what an item of the workload takes beside its size: the value of its resource, or nothing.

    Not by an ExitStack, which looks so closely at what it enters that Python 3.15 imports `inspect` for it.
    """
    if workload.resource is None:
        yield ()
    else:
        with workload.resource() as value:
            yield (value,)
