"""The call under test: a function with its arguments, warmed up, and how it is repeated."""

from __future__ import annotations

import functools
import inspect
import time
from itertools import repeat
from typing import Any, Callable, NamedTuple

from gilbench.testing.tracing import untraced

LONG = 0.5  # seconds: a call that takes longer is not warmed up a second time
WARM = 0.01  # seconds of calls from which the duration of one is taken
LOOK = 0.002  # seconds between two looks at the clock
LONGEST_NAME = 60  # characters


class Call(NamedTuple):
    """A function and its arguments, and about how long one call takes."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    seconds: float

    @property
    def name(self) -> str:
        """What messages call the function."""
        return _name(self.function)[-LONGEST_NAME:]

    def repeat(self, times: int) -> None:
        """Call the function so many times."""
        __tracebackhide__ = True
        function, args = self.function, self.args
        for _ in repeat(None, times):
            function(*args)

    def keep_on(self, seconds: float) -> None:
        """Call the function until so much time has passed, at least once."""
        __tracebackhide__ = True
        end = time.perf_counter() + seconds
        batch = max(1, int(LOOK / self.seconds))
        while True:
            self.repeat(batch)
            if time.perf_counter() >= end:
                return


def warmed_up(function: Callable[..., Any], args: tuple[Any, ...]) -> Call:
    """Call the function until it is known how long it takes, and return it as a call.

    Raises TypeError for what cannot be called and for a function whose call only makes a coroutine, and whatever the
    function raises.
    """
    __tracebackhide__ = True
    if not callable(function):
        raise TypeError(f"pass the function and its arguments apart, as in f, x: {function!r} cannot be called")
    start = time.perf_counter()
    result = function(*args)
    first = time.perf_counter() - start
    if inspect.iscoroutine(result):
        result.close()
        raise TypeError(f"{_name(function)}() only makes a coroutine: measure a function that runs it")
    call = Call(function, args, first)
    return call if first > LONG else call._replace(seconds=_seconds_of(call))


def _seconds_of(call: Call) -> float:
    __tracebackhide__ = True
    times = 1
    with untraced():
        while True:
            start = time.perf_counter()
            call.repeat(times)
            took = time.perf_counter() - start
            if took >= WARM:
                return took / times
            times *= 2


def _name(function: Callable[..., Any]) -> str:
    if isinstance(function, functools.partial):
        return _name(function.func)
    name = str(getattr(function, "__qualname__", type(function).__qualname__))
    return name.rpartition("<locals>.")[2]
