"""Which garbage collections there were in this process, and which requests met one."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

LONG = 0.001  # seconds: of shorter ones only the sum is kept
_CLEARLY = 0.0005  # seconds before its end: a request that comes later has not met it


class Collections:
    """The collections of this process, by `gc.callbacks`."""

    def __init__(self) -> None:
        self.long: list[tuple[float, float]] = []  # begin and end by `time.perf_counter`
        self.count = 0
        self.seconds = 0.0
        self._begun = 0.0

    def note(self, phase: str, _: Any) -> None:
        """Note that a collection begins or has ended; only one goes on at a time."""
        now = time.perf_counter()
        if phase == "start":
            self._begun = time.perf_counter()
            return
        self.count += 1
        self.seconds += now - self._begun
        if now - self._begun >= LONG:
            self.long.append((self._begun, now))

    def met_by(self, due: Sequence[float]) -> list[bool]:
        """Return of requests that were due at these moments whether each met a long collection."""
        return [any(begin <= moment < end - _CLEARLY for begin, end in self.long) for moment in due]


@contextmanager
def watched() -> Iterator[Collections | None]:
    """Watch the collections of this process; None where it does not tell of them."""
    callbacks: list[Any] | None = getattr(gc, "callbacks", None)
    if callbacks is None:
        yield None
        return
    found = Collections()
    callbacks.append(found.note)
    try:
        yield found
    finally:
        callbacks.remove(found.note)
