"""Items dealt out before the work starts: for strategies that start their workers anew for each use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gilbench.inside.strategies import Task


class Batch:
    """The items of one worker and, once it has worked, their results and the error that ended the work early."""

    def __init__(self, task: Task, items: Sequence[Any]) -> None:
        self.task = task
        self.items = items
        self.results: list[Any] = []
        self.error: BaseException | None = None

    def work(self) -> None:
        """Do the items one after another, up to the first that fails."""
        # A list of the worker's own: on a free-threaded build, appending to an object of another thread is slower.
        results: list[Any] = []
        try:
            for item in self.items:
                results.append(self.task(item))  # noqa: PERF401  what was done before an error tells where it was
        except BaseException as error:  # noqa: BLE001  SystemExit too must reach the caller, not end a worker unseen
            self.error = error
        self.results = results


def deal(task: Task, items: Sequence[Any], workers: int) -> list[Batch]:
    """Deal out the items like cards, to at most `workers` batches, none of them empty."""
    hands = min(workers, len(items))
    return [Batch(task, items[first::hands]) for first in range(hands)]


def gather(batches: Sequence[Batch]) -> list[Any]:
    """Return the results in the order of the items; raise the error of the first item that failed."""
    failed = {
        first + len(each.results) * len(batches): each.error
        for first, each in enumerate(batches)
        if each.error is not None
    }
    if failed:
        raise failed[min(failed)]
    results = [None] * sum(len(each.results) for each in batches)
    for first, each in enumerate(batches):
        results[first :: len(batches)] = each.results
    return results
