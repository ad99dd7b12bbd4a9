"""What tasks do: little, or as long as a gate is closed."""

from __future__ import annotations

import threading

from gilbench.experiments.pool_contract.measure.patience import LIMIT

BAD = 1  # the element that is refused
NUMBER = 7  # one that is no default


class RefusedError(Exception):
    """What a task raises."""


def double(number: int) -> int:
    """Return twice a number."""
    return 2 * number


def picky(number: int) -> int:
    """Return twice a number; raises RefusedError for BAD."""
    if number == BAD:
        raise RefusedError(number)
    return 2 * number


def refuse(*_: object) -> None:
    """Raise RefusedError."""
    raise RefusedError


def leave() -> None:
    """Raise SystemExit."""
    raise SystemExit(3)


class Gate:
    """Holds tasks up until it is opened, and lets the first of them say that it has begun."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self._open = threading.Event()

    def __enter__(self) -> Gate:  # noqa: PYI034  Self is in typing from Python 3.11 on
        return self

    def __exit__(self, *_: object) -> None:
        self.open()

    def open(self) -> None:
        """Let all tasks go on."""
        self._open.set()

    def passes(self, number: int = 0) -> int:
        """Return a number once the gate is open."""
        self.begun.set()
        self._open.wait(LIMIT)
        return number

    def first_waits(self, number: int) -> int:
        """Return a number; 0 once another one has been here."""
        if number:
            self.open()
            return number
        return self.passes(number)
