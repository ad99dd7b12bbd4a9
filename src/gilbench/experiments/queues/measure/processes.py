"""Processes that work side by side: each tells what it did, and all are ended, whatever happens."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing import connection
from multiprocessing.context import BaseContext
from typing import Any, Callable, TypeVar

from gilbench.inside.own_cpu import on_a_cpu
from gilbench.inside.telling import one_line

T = TypeVar("T")
PATIENCE = 40.0  # seconds without a word from any process
_ENDING = 5.0  # seconds


class WorkerLostError(RuntimeError):
    """A process failed, ended or fell silent."""


def context() -> BaseContext:
    """Return how processes are started: forked where that is possible, which a trial with one thread can afford."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else methods[0])


def together(alike: BaseContext, bodies: Sequence[Callable[[], T]]) -> list[T]:
    """Return what each body returned in a process of its own, in their order.

    Raises WorkerLostError with what the first of them that failed said.
    """
    crew: dict[Any, Any] = {}
    try:
        for place, body in enumerate(bodies):
            receiver, sender = alike.Pipe(duplex=False)
            process = alike.Process(  # type: ignore[attr-defined]  # of every context there is
                target=_tell, args=(sender, body, place, len(bodies)), daemon=True
            )
            process.start()
            sender.close()  # else the end of the process would not be the end of the pipe
            crew[receiver] = process
        told = _answers(list(crew))
    except BaseException:
        for process in crew.values():
            process.terminate()
        raise
    finally:
        for receiver, process in crew.items():
            _end(process)
            receiver.close()
    return told


def _tell(sender: Any, body: Callable[[], Any], place: int, crew: int) -> None:
    try:
        with on_a_cpu(place, crew):
            found = body()
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the trial's reason
        sender.send((False, one_line(error)))
    else:
        sender.send((True, found))


def _answers(receivers: list[Any]) -> list[Any]:
    found: dict[Any, Any] = {}
    while len(found) < len(receivers):
        ready = connection.wait([each for each in receivers if each not in found], PATIENCE)
        if not ready:
            raise WorkerLostError(f"no process said anything within {PATIENCE:g} s")
        for each in ready:
            found[each] = _answer(each)
    return [found[each] for each in receivers]


def _answer(receiver: Any) -> Any:
    try:
        well, told = receiver.recv()
    except EOFError:
        raise WorkerLostError("a process ended before its work was done") from None
    if not well:
        raise WorkerLostError(f"a process failed: {told}")
    return told


def _end(process: Any) -> None:
    process.join(_ENDING)
    if process.is_alive():
        process.kill()
        process.join()
