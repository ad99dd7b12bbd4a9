"""One window of calls from processes: each writes to a file of its own, or all to one queue that this one listens to.

Several processes that write to one file are what the documentation of `logging` advises against: the lock of a handler
does not reach another process. So that is not measured.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import AbstractContextManager, closing, suppress
from typing import Any, NamedTuple

from gilbench.experiments.logging_price.measure.calls import RECORD, Turn, record
from gilbench.experiments.logging_price.measure.sinks import (
    Sink,
    handing_on,
    listening,
    logging_to,
    opened,
    read,
    require_records,
)
from gilbench.experiments.logging_price.measure.windows import Found
from gilbench.experiments.logging_price.records import FILE, PROCESS_QUEUE
from gilbench.inside.own_cpu import on_a_cpu

PATIENCE = 20.0  # seconds for a process to start, to log or to end
_SOON = 0.002  # seconds until they begin together, by a clock that all of them have


class ProcessError(RuntimeError):
    """A process that logs has failed, ended, or does not answer."""


class Processes:
    """Windows of calls from processes, in a folder of their own."""

    def __init__(self, to: str, folder: str) -> None:
        import multiprocessing  # noqa: PLC0415  threads are spared its import

        self._to, self._folder = to, folder
        self._opened = 0
        # What is forked has everything imported and compiled. There is no thread yet that it could meet in a lock.
        forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        self._context: Any = multiprocessing.get_context("fork" if forks else "spawn")

    def window(self, _: str, processes: int, seconds: float) -> Found:
        """Log from so many processes for so many seconds, wait for the last record, and look for every one."""
        self._opened += 1
        name, path = f"gilbench.logging_price.{self._opened}", os.path.join(self._folder, str(self._opened))
        if self._to == PROCESS_QUEUE:
            return self._to_queue(name, path, processes, seconds)
        with closing(_Crew(self._context, name, [f"{path}.of.{place}" for place in range(processes)], None)) as crew:
            turns = crew.log(seconds)
        records = sum(
            require_records(read(f"{path}.of.{place}"), name, {place: turn.calls}, RECORD)
            for place, turn in enumerate(turns)
        )
        return Found(turns, None, None, records)

    def _to_queue(self, name: str, path: str, processes: int, seconds: float) -> Found:
        queue = self._context.Queue()
        try:
            with closing(_Crew(self._context, name, [path] * processes, queue)) as crew:
                file, stop = listening(queue, path)
                try:
                    turns = crew.log(seconds)
                finally:
                    stop()
                    finished = time.perf_counter()
                    file.handler.close()
        finally:
            queue.close()
            queue.join_thread()
        records = require_records(read(path), name, {place: each.calls for place, each in enumerate(turns)}, RECORD)
        return Found(turns, finished, None, records)


class _Part(NamedTuple):
    """What one of the processes is to do."""

    place: int
    processes: int
    name: str  # of the logger
    path: str
    queue: Any  # None where it logs to a file

    def sink(self) -> AbstractContextManager[Sink]:
        if self.queue is None:
            return opened(FILE, self.name, self.path)
        return logging_to(PROCESS_QUEUE, self.name, handing_on(self.queue))


class _Crew:
    """Processes that wait to log, and end with the block."""

    def __init__(self, context: Any, name: str, paths: list[str], queue: Any) -> None:
        self._started: list[tuple[Any, Any]] = []
        self._begun = False
        try:
            for place, path in enumerate(paths):
                self._start(context, _Part(place, len(paths), name, path, queue))
        except BaseException:
            self.close()
            raise

    def log(self, seconds: float) -> list[Turn]:
        """Have all log for so many seconds, together; return when each has handed over its last record.

        Raises ProcessError if one cannot.
        """
        for process, talk in self._started:
            _answer(process, talk)
        self._begun = True
        begin = time.perf_counter() + _SOON
        for _, talk in self._started:
            talk.send((begin, seconds))
        return [Turn(*_answer(process, talk)) for process, talk in self._started]

    def _start(self, context: Any, part: _Part) -> None:
        here, there = context.Pipe()
        try:
            process = context.Process(target=_work, args=(there, part), daemon=True)
            process.start()
        except BaseException:
            here.close()
            raise
        finally:
            there.close()  # only the process can answer now: if it dies, the pipe ends
        self._started.append((process, here))

    def close(self) -> None:
        """Wait for all to end; what has not begun need not."""
        for process, talk in self._started:
            if not self._begun:
                with suppress(OSError):  # it has ended
                    talk.send(None)
            process.join(PATIENCE)
            process.kill()
            process.join()
            process.close()
            talk.close()


def _answer(process: Any, talk: Any) -> Any:
    try:
        if not talk.poll(PATIENCE):
            raise ProcessError(f"a process that logs has not answered for {PATIENCE:.0f} s")
        failed, found = talk.recv()
    except (EOFError, OSError):
        process.join(PATIENCE)
        raise ProcessError(f"a process that logs ended with exit code {process.exitcode}") from None
    if failed:
        raise ProcessError(f"in a process that logs: {found}")
    return found


def _work(talk: Any, part: _Part) -> None:
    """Be one of the processes: say that it is ready, log when told to, and say what came of it."""
    try:
        talk.send((False, None))
        told = talk.recv()
        if told is not None:
            talk.send((False, tuple(_turn(part, *told))))
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the trial's reason
        talk.send((True, f"{type(error).__name__}: {error}"))


def _turn(part: _Part, begin: float, seconds: float) -> Turn:
    with part.sink() as sink, on_a_cpu(part.place, part.processes):
        while time.perf_counter() < begin:
            pass
        done = record(sink.log, part.place, seconds)
    if part.queue is not None:
        part.queue.close()
        part.queue.join_thread()  # its last record is in the pipe then
    return done
