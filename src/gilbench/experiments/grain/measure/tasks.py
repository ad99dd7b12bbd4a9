"""The tasks: pure Python that takes so many steps, and what it must come to; workers import this file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

# A linear congruential generator: where it stands after any number of steps can be had without taking them. Its numbers
# are below 257, and so immortal: larger constants are shared objects, whose reference counts threads fight over in
# free-threaded Python 3.13. 6 is a primitive root of 251, so that the steps go round all of it but one.
_FACTOR, _OFFSET, _MODULUS, _START = 6, 1, 251, 1
_SAMPLE = 0.001  # seconds of work whose speed is looked at
_LOOKS = 8


def work(steps: int) -> int:
    """Take so many steps; return where they end."""
    place = _START
    for _ in range(steps):
        place = (place * 6 + 1) % 251  # no names: to look up globals may be slower in threads
    return place


def empty(item: Any) -> Any:
    """Do nothing; return what was given."""
    return item


def several(task: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """Do the tasks of one chunk one after another."""
    return [task(item) for item in items]


async def awaited(task: Callable[[Any], Any], item: Any) -> Any:
    """Do a task as a coroutine that has nothing to wait for."""
    return task(item)


def task(function: Callable[[Any], Any], item: Any, *, runs_async: bool) -> Callable[[], Any]:
    """Return one task as a function without arguments, or a coroutine function."""
    return partial(awaited, function, item) if runs_async else partial(function, item)


def flat(results: Iterable[Any]) -> list[Any]:
    """Return the results of tasks, chunk after chunk, as those of single tasks."""
    found: list[Any] = []
    for each in results:
        if isinstance(each, list):
            found += each
        else:
            found.append(each)
    return found


def end_of(steps: int) -> int:
    """Return where so many steps end, without taking them.

    A step is x → a·x + c; two of one kind in a row are a²·x + (a·c + c), so that steps are doubled as powers are
    (Brown, "Random number generation with arbitrary strides", Transactions of the American Nuclear Society 71, 1994).
    """
    factor, offset = 1, 0
    one_factor, one_offset = _FACTOR, _OFFSET
    while steps:
        if steps & 1:
            factor, offset = factor * one_factor % _MODULUS, (offset * one_factor + one_offset) % _MODULUS
        one_factor, one_offset = one_factor * one_factor % _MODULUS, (one_factor + 1) * one_offset % _MODULUS
        steps >>= 1
    return (factor * _START + offset) % _MODULUS


def steps_per_second() -> float:
    """Return how many steps fit into a second of CPU time: the most in several looks."""
    steps = 1000
    while _seconds(steps) < _SAMPLE:
        steps *= 2
    return steps / min(_seconds(steps) for _ in range(_LOOKS))


def _seconds(steps: int) -> float:
    start = time.thread_time()  # others may take the CPU meanwhile
    work(steps)
    return time.thread_time() - start
