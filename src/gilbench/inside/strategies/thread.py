"""`threading.Thread`, one per worker, started anew for each use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import Any

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, Task
from gilbench.inside.strategies._batch import deal, gather


@strategy(shares_memory=True, python_name="Thread")
@contextmanager
def thread(workers: int) -> Iterator[Run]:
    """Start a thread for each batch of items and join them all."""
    yield partial(_run, workers)


def _run(workers: int, task: Task, items: Sequence[Any]) -> list[Any]:
    batches = deal(task, items, workers)
    started = []
    try:
        for batch in batches:
            worker = Thread(target=batch.work)
            worker.start()
            started.append(worker)
    finally:
        for worker in started:
            worker.join()
    return gather(batches)
