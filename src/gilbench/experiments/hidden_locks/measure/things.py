"""What threads share or have for themselves: a call, and what its results must be."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Callable, NamedTuple


class Thing(NamedTuple):
    """Something with a call that several threads can make at once."""

    call: Callable[[], Any]
    right: Callable[[list[Any]], bool]  # whether what the calls returned, one after another, is what they must


Making = Callable[[], AbstractContextManager[Thing]]


class Case(NamedTuple):
    """A call: how to make a thing to call, and one without the lock where a further thing would have the same one."""

    shared: Making
    own: Making


class AbsentError(Exception):
    """A call that this interpreter cannot make; the message says why."""


class Naps:
    """Sleeps that are counted: what is called in the middle of a call."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._taken: list[None] = []  # to append is safe from several threads

    def take(self) -> None:
        """Sleep once."""
        time.sleep(self._seconds)
        self._taken.append(None)

    def one_each(self, returned: list[Any]) -> bool:
        """Tell whether as many naps were taken as calls returned."""
        return len(self._taken) == len(returned)


def napping(make: Callable[[Naps], AbstractContextManager[Callable[[], Any]]], seconds: float) -> Making:
    """Return how to make a thing of a call that naps once."""

    @contextmanager
    def made() -> Iterator[Thing]:
        naps = Naps(seconds)
        with make(naps) as call:
            yield Thing(call, naps.one_each)

    return made
