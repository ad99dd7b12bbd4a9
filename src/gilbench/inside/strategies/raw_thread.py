"""`_thread.start_new_thread`, one per worker: what a thread costs without `threading` around it."""

from __future__ import annotations

import _thread
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, Task
from gilbench.inside.strategies._batch import Batch, deal, gather


@strategy(shares_memory=True, python_name="_thread")
@contextmanager
def raw_thread(workers: int) -> Iterator[Run]:
    """Start a bare thread for each batch of items and wait for a lock that each releases at its end."""
    yield partial(_run, workers)


def _run(workers: int, task: Task, items: Sequence[Any]) -> list[Any]:
    batches = deal(task, items, workers)
    ends = []
    try:
        for batch in batches:
            end = _thread.allocate_lock()
            end.acquire()
            _thread.start_new_thread(_work, (batch, end))
            ends.append(end)
    finally:
        for end in ends:
            end.acquire()
    return gather(batches)


def _work(batch: Batch, end: _thread.LockType) -> None:
    batch.work()
    end.release()
