"""Where a neighbour runs: in a thread, in a process, or in a thread with a sub-interpreter of its own."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any, Callable

from gilbench.inside.neighbours.board import SIZE, Board, new_file
from gilbench.inside.neighbours.kinds import NeighbourError, of_name

PATIENCE = 30.0  # seconds for a neighbour to end

_BOARD = "gilbench.inside.neighbours.board"


class Neighbour:
    """One neighbour at work; how it is started, and waited for, is its place's."""

    def __init__(self, shared: Any) -> None:
        self.board = Board(shared)

    def has_ended(self) -> bool:
        """Tell whether it no longer works."""
        raise NotImplementedError

    def join(self) -> None:
        """Wait until it has ended; raises NeighbourError if it does not, or went wrong."""
        raise NotImplementedError

    def require_at_work(self) -> None:
        """Raise NeighbourError if it has ended."""
        if self.has_ended():
            self.join()
            raise NeighbourError("a neighbour stopped by itself")


class _Thread(Neighbour):
    def __init__(self, shared: Any, work: Callable[[], object]) -> None:
        super().__init__(shared)
        self._failure: BaseException | None = None
        # A daemon: one that does not end must not keep the process from it.
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def has_ended(self) -> bool:
        return not self._thread.is_alive()

    def join(self) -> None:
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise NeighbourError(f"a neighbour did not end within {PATIENCE:g} s")
        if self._failure is not None:
            raise NeighbourError(f"a neighbour went wrong: {self._failure}") from self._failure

    def _run(self, work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  whatever it is, whoever waits for it is told
            self._failure = error


class _Process(Neighbour):
    """A process of this interpreter, in its state, which the environment tells."""

    def __init__(self, kind: str, path: str) -> None:
        import subprocess  # noqa: PLC0415  other places have no use for it

        self._shared = new_file(path)
        super().__init__(self._shared)
        command = [sys.executable, "-m", _BOARD, kind, path, str(os.getpid())]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def join(self) -> None:
        import subprocess  # noqa: PLC0415  as above

        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired as error:
            self._process.kill()
            self._process.wait()
            raise NeighbourError(f"a neighbour did not end within {PATIENCE:g} s") from error
        if code:
            raise NeighbourError(f"the process of a neighbour ended with code {code}")


def _in_thread(kind: str, _: str) -> Neighbour:
    shared = bytearray(SIZE)
    return _Thread(shared, partial(of_name(kind), Board(shared).going))


def _in_interpreter(kind: str, path: str) -> Neighbour:
    return _Thread(new_file(path), partial(_have_work, kind, path))


def _have_work(kind: str, path: str) -> None:
    """Have a sub-interpreter work, in this thread."""
    from concurrent import interpreters  # type: ignore[attr-defined]  # noqa: PLC0415  from Python 3.14 on

    interpreter = interpreters.create()
    try:
        # It starts with a path of its own, and must find this package where we did.
        interpreter.exec(f"import sys; sys.path[:] = {sys.path!r}")
        interpreter.exec(f"from {_BOARD} import at_work; at_work({kind!r}, {path!r})")
    finally:
        interpreter.close()


STARTED: Mapping[str, Callable[[str, str], Neighbour]] = {  # by a kind, and the path of a file that it may make
    "thread": _in_thread,
    "process": _Process,
    "interpreter": _in_interpreter,
}


def missing(place: str) -> str | None:
    """Return why there can be no neighbours in a place here; None if there can."""
    if place == "interpreter" and (sys.implementation.name != "cpython" or sys.version_info < (3, 14)):
        return "Python code can make sub-interpreters from CPython 3.14 on"
    return None
