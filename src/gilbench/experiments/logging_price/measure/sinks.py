"""Where records go: a logger with a handler for one window of calls, and what must be there afterwards."""

from __future__ import annotations

import glob
import io
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from gilbench.experiments.logging_price.measure.calls import message, raised
from gilbench.experiments.logging_price.records import (
    DISABLED,
    EXCEPTION,
    FILE,
    NULL,
    QUEUE,
    ROTATING,
    STREAM,
)
from gilbench.inside.checking import WrongResultError

if TYPE_CHECKING:
    from logging import Handler, Logger

ROTATED, KEPT = 32 * 1024, 200  # bytes of a file, and how many old ones stay: more than any window fills


class LevelError(RuntimeError):
    """A level that is not as it was set, so that the calls cost something else."""


class Sink:
    """A logger whose records go to one place."""

    def __init__(self, to: str, log: Logger, place: _Place) -> None:
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

    def require(self, calls: dict[int, int]) -> int:
        """Return how many records there are, of threads that made so many calls each.

        Raises WrongResultError unless each is there, whole and once, and LevelError if calls were not what they seem.
        """
        _require_level(self._to, self.log)
        if self._place.read is None:
            return 0
        tail = _traceback() if self._to == EXCEPTION else ""
        numbers = [] if self._to == DISABLED else [(each, number) for each in calls for number in range(calls[each])]
        expected = {f"INFO:{self.log.name}:{message(place, number)}" for place, number in numbers}
        return _require_lines(self._place.read(), expected, tail)


class _Place(NamedTuple):
    """A handler, how to wait for its last record, and how to read them all; None where there is nothing to do so."""

    handler: Handler
    finish: Callable[[], None] | None
    read: Callable[[], str] | None
    beside: Sequence[Handler] = ()  # those that write what this one hands on


@contextmanager
def opened(to: str, name: str, path: str) -> Iterator[Sink]:
    """Yield the sink of a new logger of this name; what it writes begins with this path.

    The logger has lost its handler afterwards, and every file and thread has ended.
    """
    import logging  # noqa: PLC0415  to tell whether there is one costs nothing

    log = logging.getLogger(name)
    log.propagate = False
    log.setLevel(logging.WARNING if to == DISABLED else logging.INFO)
    place = _PLACES[to](path)
    handlers = [place.handler, *place.beside]
    for each in handlers:
        each.handleError = _raise  # type: ignore[method-assign,assignment]  # it would print and go on
    for each in handlers[-1:]:  # a queue hands on what is not formatted yet
        each.setFormatter(logging.Formatter(logging.BASIC_FORMAT))
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


def _null(_: str) -> _Place:
    import logging  # noqa: PLC0415  as above

    return _Place(logging.NullHandler(), None, None)


def _stream(_: str) -> _Place:
    import logging  # noqa: PLC0415  as above

    stream = io.StringIO()
    return _Place(logging.StreamHandler(stream), None, stream.getvalue)


def _file(path: str) -> _Place:
    import logging  # noqa: PLC0415  as above

    return _Place(logging.FileHandler(path, encoding="utf-8"), None, lambda: _read(path))


def _rotating(path: str) -> _Place:
    import logging.handlers  # noqa: PLC0415  as above

    handler = logging.handlers.RotatingFileHandler(path, maxBytes=ROTATED, backupCount=KEPT, encoding="utf-8")
    return _Place(handler, None, lambda: _read(path))


def _queue(path: str) -> _Place:
    import logging.handlers  # noqa: PLC0415  as above
    import queue  # noqa: PLC0415  as above

    file = _file(path)
    waiting: queue.Queue[Any] = queue.Queue(-1)
    listener = logging.handlers.QueueListener(waiting, file.handler)
    listener.start()
    return _Place(logging.handlers.QueueHandler(waiting), listener.stop, file.read, (file.handler,))


def _read(path: str) -> str:
    """Return what a file and those that it was rotated into hold, the newest first."""
    found = []
    for each in (path, *glob.glob(f"{glob.escape(path)}.*")):
        with open(each, encoding="utf-8") as file:
            found.append(file.read())
    return "".join(found)


_PLACES: dict[str, Callable[[str], _Place]] = {
    DISABLED: _stream,
    NULL: _null,
    STREAM: _stream,
    FILE: _file,
    EXCEPTION: _file,
    ROTATING: _rotating,
    QUEUE: _queue,
}
