"""A process of one's own at the other end of a pipe, or of two queues of a manager."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Callable

from gilbench.experiments.payload.measure.way import Way
from gilbench.experiments.payload.measure.worker import answer, answer_packed, answer_queue, receive_packed, send_packed

PATIENCE = 10.0  # seconds for a worker to end after it was told to


@contextmanager
def pipe(context: Any) -> Iterator[Way]:
    """Hand data to a process through a pipe, pickled by the pipe."""
    with _at_pipe(context, answer) as (here, process):

        def trip(data: Any) -> Any:
            here.send(data)
            return here.recv()

        yield Way(trip, [process], copies=True)


@contextmanager
def pipe_buffers(context: Any) -> Iterator[Way]:
    """Hand over what is pickled by protocol 5, with its buffers sent as they are, through the same."""
    with _at_pipe(context, answer_packed) as (here, process):

        def trip(data: Any) -> Any:
            send_packed(here, data)
            return receive_packed(here)

        yield Way(trip, [process], copies=True)


@contextmanager
def manager(context: Any) -> Iterator[Way]:
    """Hand data to a process through queues that a third process keeps."""
    with context.Manager() as keeper:
        there, back = keeper.Queue(), keeper.Queue()
        with _process(context, answer_queue, (there, back), lambda: there.put(None)) as process:

            def trip(data: Any) -> Any:
                there.put(data)
                return back.get()

            yield Way(trip, [process, keeper._process.pid], copies=True)  # noqa: SLF001  it has no other name


@contextmanager
def _at_pipe(context: Any, target: Callable[..., None]) -> Iterator[tuple[Any, int]]:
    here, there = context.Pipe()
    try:
        with _process(context, target, (there,), lambda: here.send(None)) as process:
            there.close()  # only the worker can answer now: if it dies, the caller reads the end of the pipe
            yield here, process
    finally:
        here.close()
        there.close()


@contextmanager
def _process(
    context: Any, target: Callable[..., None], arguments: tuple[Any, ...], end: Callable[[], Any]
) -> Iterator[int]:
    """Start a process and yield its number; `end` tells it to end, and it is killed if that does not help."""
    process = context.Process(target=target, args=arguments, daemon=True)
    process.start()
    try:
        yield process.pid
        end()
        process.join(PATIENCE)
    finally:
        process.kill()
        process.join()
        process.close()


WAYS: Mapping[str, Any] = {"pipe": pipe, "manager": manager}
WAYS_OF_BUFFERS: Mapping[str, Any] = {"pipe": pipe_buffers}
