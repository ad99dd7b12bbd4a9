"""A strategy of a user's own: threads that stay, fed from one queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any

from gilbench import strategy

Task = Callable[[Any], Any]


@strategy(shares_memory=True)
@contextmanager
def queue_threads(workers: int) -> Iterator[Callable[[Task, Sequence[Any]], list[Any]]]:
    """Start the threads once; every item goes to whichever is free."""
    jobs: SimpleQueue[Any] = SimpleQueue()
    threads = [Thread(target=_serve, args=(jobs,)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        yield partial(_run, jobs)
    finally:
        for _ in threads:
            jobs.put(None)
        for thread in threads:
            thread.join()


def _run(jobs: SimpleQueue[Any], task: Task, items: Sequence[Any]) -> list[Any]:
    """Run the task over the items; return the results in their order, or raise the first item's error."""
    answers: SimpleQueue[Any] = SimpleQueue()
    for index, item in enumerate(items):
        jobs.put((task, index, item, answers))
    in_order = sorted((answers.get() for _ in items), key=lambda answer: answer[0])
    for _, _, error in in_order:
        if error is not None:
            raise error
    return [result for _, result, _ in in_order]


def _serve(jobs: SimpleQueue[Any]) -> None:
    while (job := jobs.get()) is not None:
        task, index, item, answers = job
        try:
            answers.put((index, task(item), None))
        except BaseException as error:  # noqa: BLE001  an error must reach the caller, not end the thread
            answers.put((index, None, error))
