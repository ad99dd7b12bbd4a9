"""The calls that are timed: what a thread does for some seconds with a logger.

Each loop is written out, as a function for the call would be timed too. Threads make the numbers that they log: without
a GIL they would fight over the reference counts of shared ones.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Callable, NamedTuple, TypeVar

from gilbench.experiments.logging_price.records import EAGER, EXCEPTION, GUARDED, LAZY, LOGGED, ROTATING

if TYPE_CHECKING:
    from logging import Logger

T = TypeVar("T")

RECORD = "record"
_MANY, _FEW = 100, 10  # calls between two looks at the clock: of a disabled level, and of records
ENOUGH = 300  # records to a rotating file at least: it is rotated also where other programs take the CPU


class Turn(NamedTuple):
    """What one thread did; times are those of the clock of the process."""

    start: float
    end: float
    calls: int
    cpu: float  # seconds
    ready: float | None = None  # seconds runnable while no CPU was free; None where nobody asked or it cannot be told


def lazy(log: Logger, place: int, seconds: float) -> Turn:
    """Make calls that leave formatting to the logger."""
    clock, made, often = time.perf_counter, 0, _MANY
    cpu, start = time.thread_time(), clock()
    now = start
    while now - start < seconds:
        for number in range(made, made + often):
            log.debug("thread %d has done %d items", place, number)
        made += often
        now = clock()
    return Turn(start, now, made, time.thread_time() - cpu)


def eager(log: Logger, place: int, seconds: float) -> Turn:
    """Make calls that format what is logged, whether it is wanted or not."""
    clock, made, often = time.perf_counter, 0, _MANY
    cpu, start = time.thread_time(), clock()
    now = start
    while now - start < seconds:
        for number in range(made, made + often):
            log.debug(f"thread {place} has done {number} items")  # noqa: G004  this is what it costs
        made += often
        now = clock()
    return Turn(start, now, made, time.thread_time() - cpu)


def guarded(log: Logger, place: int, seconds: float) -> Turn:
    """Ask before each call, which formats eagerly, whether it is wanted."""
    clock, made, often = time.perf_counter, 0, _MANY
    cpu, start = time.thread_time(), clock()
    now = start
    debug = 10  # logging.DEBUG, which is not looked up in a module while it is timed
    while now - start < seconds:
        for number in range(made, made + often):
            if log.isEnabledFor(debug):
                log.debug(f"thread {place} has done {number} items")  # noqa: G004  as above
        made += often
        now = clock()
    return Turn(start, now, made, time.thread_time() - cpu)


def record(log: Logger, place: int, seconds: float, enough: int = 0) -> Turn:
    """Log records that are wanted, for so many seconds and until there are enough."""
    clock, made, often = time.perf_counter, 0, _FEW
    cpu, start = time.thread_time(), clock()
    now = start
    while now - start < seconds or made < enough:
        for number in range(made, made + often):
            log.info("thread %d has done %d items", place, number)
        made += often
        now = clock()
    return Turn(start, now, made, time.thread_time() - cpu)


def exception(log: Logger, place: int, seconds: float) -> Turn:
    """Log records with an exception, the same one each time."""
    clock, made, often, error = time.perf_counter, 0, _FEW, raised()
    cpu, start = time.thread_time(), clock()
    now = start
    while now - start < seconds:
        for number in range(made, made + often):
            log.info("thread %d has done %d items", place, number, exc_info=error)
        made += often
        now = clock()
    return Turn(start, now, made, time.thread_time() - cpu)


def logged(log: Logger, place: int, seconds: float) -> Turn:
    """Log the exception that is being handled, by `Logger.exception`."""
    return handling(lambda _: _logged(log, place, seconds))


def _logged(log: Logger, place: int, seconds: float) -> Turn:
    clock, made, often = time.perf_counter, 0, _FEW
    cpu, start = time.thread_time(), clock()
    now = start
    while now - start < seconds:
        for number in range(made, made + often):
            log.exception("thread %d has done %d items", place, number)  # noqa: LOG004  `handling` calls it
        made += often
        now = clock()
    return Turn(start, now, made, time.thread_time() - cpu)


def raised() -> ValueError:
    """Return an error that was raised and caught, with a traceback of one line of code."""
    return handling(lambda error: error)


def handling(within: Callable[[ValueError], T]) -> T:
    """Return what a function returns that is called while an error is handled, always the same one."""
    try:
        raise ValueError("no such item")  # noqa: TRY301  it is to be caught
    except ValueError as error:
        return within(error)


def message(place: int, number: int) -> str:
    """Return what the calls log, formatted."""
    return f"thread {place} has done {number} items"


CALLS: dict[str, Callable[[Logger, int, float], Turn]] = {
    LAZY: lazy,
    EAGER: eager,
    GUARDED: guarded,
    RECORD: record,
    EXCEPTION: exception,
    LOGGED: logged,
    ROTATING: partial(record, enough=ENOUGH),
}
