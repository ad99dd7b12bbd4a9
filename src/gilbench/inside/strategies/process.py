"""`multiprocessing.Process`, one per worker, started anew for each use."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run, Task
from gilbench.inside.strategies._batch import Batch, deal, gather


class WorkerProcessError(RuntimeError):
    """A worker process ended before it answered, or could not send its answer."""


class RemoteTraceback(Exception):  # noqa: N818  never raised itself: the cause of an error from another process
    """Where in the worker process an error was raised."""

    def __str__(self) -> str:
        """Start on a line of its own."""
        return f"\n{self.args[0]}"


@strategy(shares_memory=False, per_start_method=True, python_name="Process")
@contextmanager
def process(workers: int, context: BaseContext) -> Iterator[Run]:
    """Start a process for each batch of items, receive its results through a pipe, and join them all."""
    yield partial(_run, workers, context)


def _run(workers: int, context: BaseContext, task: Task, items: Sequence[Any]) -> list[Any]:
    batches = deal(task, items, workers)
    started: list[_Worker] = []
    try:
        for batch in batches:
            started.append(_Worker(context, batch))  # noqa: PERF401  those started before an error must be ended
        for worker in started:
            worker.receive()
    except BaseException:
        for worker in started:
            worker.process.kill()  # it may be waiting to send what nobody will receive
        raise
    finally:
        for worker in started:
            worker.end()
    return gather(batches)


class _Worker:
    """A process at work on one batch, as the caller sees it."""

    def __init__(self, context: BaseContext, batch: Batch) -> None:
        self.batch = batch
        self.answer, sender = context.Pipe(duplex=False)
        # A daemon, so that a worker that never ends cannot keep the caller from ending.
        self.process = context.Process(target=_work, args=(batch, sender), daemon=True)  # type: ignore[attr-defined]
        try:
            self.process.start()
        finally:
            sender.close()  # only the worker can send now: if it dies, the caller reads the end of the pipe

    def receive(self) -> None:
        """Wait for the answer and put it into the batch; raise WorkerProcessError if none can come any more."""
        try:
            self.batch.results, error, where = self.answer.recv()
        except EOFError:
            self.process.join()
            code = self.process.exitcode
            raise WorkerProcessError(f"a worker process ended with exit code {code} before it answered") from None
        if error is not None:
            error.__cause__ = RemoteTraceback(where)
            self.batch.error = error

    def end(self) -> None:
        """Wait for the process to end, and free what belongs to it."""
        self.process.join()
        self.process.close()
        self.answer.close()


def _work(batch: Batch, sender: Connection) -> None:
    batch.work()
    # Pickled before a byte is sent: what cannot be pickled must not leave half an answer in the pipe.
    try:
        answer = _pickled(batch.results, batch.error)
    except Exception as error:  # noqa: BLE001  an object's own way of pickling may raise anything
        unsendable = WorkerProcessError(f"could not send back the results: {type(error).__name__}: {error}")
        answer = _pickled([], unsendable)
    sender.send_bytes(answer)
    sender.close()


def _pickled(results: list[Any], error: BaseException | None) -> bytes:
    where = "" if error is None else "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return pickle.dumps((results, error, where))
