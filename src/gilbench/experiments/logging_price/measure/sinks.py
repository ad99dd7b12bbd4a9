"""Where records go: a logger with a handler for one window of calls, and what must be there afterwards."""

from __future__ import annotations

import glob
import io
import itertools
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from gilbench.experiments.logging_price.measure.calls import RECORD, message, raised
from gilbench.experiments.logging_price.records import (
    DISABLED,
    EXCEPTION,
    FILE,
    LOGGED,
    NULL,
    QUEUE,
    ROTATING,
    STREAM,
)
from gilbench.inside.checking import WrongResultError

if TYPE_CHECKING:
    from logging import Handler, Logger

ROTATED, KEPT = 8 * 1024, 5  # bytes of a file, of which every window fills some, and how many old ones have a number


class LevelError(RuntimeError):
    """A level that is not as it was set, so that the calls cost something else."""


class Sink:
    """A logger whose records go to one place."""

    def __init__(self, to: str, log: Logger, place: Place) -> None:
        self.log = log
        self._to, self._place = to, place
        self._finished = False

    def finish(self) -> float | None:
        """Wait until the last record is where it goes; return when that was, None where a call waits for it itself."""
        if self._finished or self._place.finish is None:
            return None
        self._finished = True
        self._place.finish()
        return time.perf_counter()

    def rotations(self) -> int | None:
        """Return how often the file was rotated, None for what is none that rotates."""
        return None if self._place.rotations is None else self._place.rotations()

    def require(self, calls: dict[int, int], of: str = RECORD) -> int:
        """Return how many records there are, of threads that made so many calls of this kind each.

        Raises WrongResultError unless each is there, whole and once, and LevelError if calls were not what they seem.
        """
        _require_level(self._to, self.log)
        if self._place.read is None:
            return 0
        return require_records(self._place.read(), self.log.name, {} if self._to == DISABLED else calls, of)


class Place(NamedTuple):
    """A handler, how to wait for its last record, and how to read them all; None where there is nothing to do so."""

    handler: Handler
    finish: Callable[[], None] | None = None
    read: Callable[[], str] | None = None
    beside: Sequence[Handler] = ()  # those that write what this one hands on
    rotations: Callable[[], int] | None = None


def opened(to: str, name: str, path: str) -> AbstractContextManager[Sink]:
    """Return the sink of a new logger of this name, as `logging_to` does; what it writes begins with this path."""
    return logging_to(to, name, _PLACES[to](path))


@contextmanager
def logging_to(to: str, name: str, place: Place) -> Iterator[Sink]:
    """Yield the sink of a new logger of this name, whose records go to this place.

    The logger has lost its handler afterwards, and every file and thread has ended.
    """
    import logging  # noqa: PLC0415  to tell whether there is one costs nothing

    log = logging.getLogger(name)
    log.propagate = False
    log.setLevel(logging.WARNING if to == DISABLED else logging.INFO)
    handlers = [place.handler, *place.beside]
    for each in handlers:
        each.handleError = _raise  # type: ignore[method-assign,assignment]  # it would print and go on
    log.addHandler(place.handler)
    sink = Sink(to, log, place)
    try:
        _require_level(to, log)
        yield sink
    finally:
        log.removeHandler(place.handler)
        sink.finish()
        for each in handlers:
            each.close()


def _raise(_: Any) -> None:
    raise  # noqa: PLE0704  logging calls it while it handles what a handler raised


def _require_level(to: str, log: Logger) -> None:
    import logging  # noqa: PLC0415  as above

    wanted = logging.WARNING if to == DISABLED else logging.INFO
    if log.isEnabledFor(logging.INFO) != (wanted == logging.INFO) or log.isEnabledFor(logging.DEBUG):
        raise LevelError(f"the level of {log.name} was set to {logging.getLevelName(wanted)} and is another")


def _traceback() -> str:
    """Return what a record with an exception ends in."""
    import logging  # noqa: PLC0415  as above

    error = raised()
    return "\n" + logging.Formatter().formatException((type(error), error, error.__traceback__))


def require_records(text: str, name: str, calls: dict[int, int], of: str) -> int:
    """Return how many records of a logger of this name a text holds, of threads that made so many calls each.

    Raises WrongResultError unless each is there, whole and once.
    """
    level = "ERROR" if of == LOGGED else "INFO"
    expected = {f"{level}:{name}:{message(each, number)}" for each in calls for number in range(calls[each])}
    return _require_lines(text, expected, _traceback() if of in (EXCEPTION, LOGGED) else "")


def _require_lines(text: str, expected: set[str], tail: str) -> int:
    """Return how many records a text holds, each a line and what they end in; raises WrongResultError if not these."""
    whole = text.replace(f"{tail}\n", "\n") if tail else text
    lines = whole.splitlines()
    if len(lines) == len(expected) and set(lines) == expected and text.count(tail or "\n") == len(lines):
        return len(lines)
    lacking, more = len(expected.difference(lines)), len(lines) - len(expected.intersection(lines))
    raise WrongResultError(
        f"wrong result: of {len(expected)} records {lacking} are not there, and {more} lines are torn or too many"
    )


def _lines(handler: Handler) -> Handler:
    """Return a handler that writes in the format that `basicConfig` has."""
    import logging  # noqa: PLC0415  as above

    handler.setFormatter(logging.Formatter(logging.BASIC_FORMAT))
    return handler


def _null(_: str) -> Place:
    import logging  # noqa: PLC0415  as above

    return Place(logging.NullHandler())


def _stream(_: str) -> Place:
    import logging  # noqa: PLC0415  as above

    stream = io.StringIO()
    return Place(_lines(logging.StreamHandler(stream)), read=stream.getvalue)


def _file(path: str) -> Place:
    import logging  # noqa: PLC0415  as above

    return Place(_lines(logging.FileHandler(path, encoding="utf-8")), read=lambda: read(path))


def _rotating(path: str) -> Place:
    import logging.handlers  # noqa: PLC0415  as above

    handler = logging.handlers.RotatingFileHandler(path, maxBytes=ROTATED, backupCount=KEPT, encoding="utf-8")
    oldest, again = f"{path}.{KEPT}", itertools.count()
    # The oldest file, which the next one replaces, gets a name of its own each time: all else is as it always is.
    handler.namer = lambda name: f"{name}.{next(again)}" if name == oldest else name
    return Place(_lines(handler), read=lambda: read(path), rotations=lambda: len(_files(path)) - 1)


def _queue(path: str) -> Place:
    import queue  # noqa: PLC0415  as above

    waiting: queue.Queue[Any] = queue.Queue(-1)
    file, stop = listening(waiting, path)
    return handing_on(waiting)._replace(finish=stop, read=file.read, beside=(file.handler,))


def handing_on(queue: Any) -> Place:
    """Return a place that is a queue, of threads or of processes."""
    import logging.handlers  # noqa: PLC0415  as above

    return Place(logging.handlers.QueueHandler(queue))


def listening(queue: Any, path: str) -> tuple[Place, Callable[[], None]]:
    """Start a thread that writes to a file what a queue has; return the file, and what waits for the last record."""
    import logging.handlers  # noqa: PLC0415  as above

    file = _file(path)
    listener = logging.handlers.QueueListener(queue, file.handler)
    listener.start()
    return file, listener.stop


def _files(path: str) -> list[str]:
    """Return a file and those that it was rotated into."""
    return [path, *glob.glob(f"{glob.escape(path)}.*")]


def read(path: str) -> str:
    """Return what a file and those that it was rotated into hold, the newest first."""
    found = []
    for each in _files(path):
        with open(each, encoding="utf-8") as file:
            found.append(file.read())
    return "".join(found)


_PLACES: dict[str, Callable[[str], Place]] = {
    DISABLED: _stream,
    NULL: _null,
    STREAM: _stream,
    FILE: _file,
    EXCEPTION: _file,
    ROTATING: _rotating,
    QUEUE: _queue,
}
