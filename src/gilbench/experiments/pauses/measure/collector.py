"""The collector: on or off as asked, and what it did, by what it says itself (`gc.callbacks`)."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gilbench.experiments.pauses.measure.spans import Span


class CollectorError(RuntimeError):
    """The work changed whether the collector is on."""


def silent() -> str | None:
    """Return why nobody tells what the collector does in this interpreter; None if it tells."""
    return None if hasattr(gc, "callbacks") else f"{sys.implementation.name} has no gc.callbacks"


@contextmanager
def switched(state: str) -> Iterator[None]:
    """Keep the collector "on" or "off" during the block, and set it back; raises CollectorError if it changed.

    What has piled up while it was off is left alone: to collect it afterwards would take longer than the block.
    """
    before, wanted = gc.isenabled(), state == "on"
    _switch(wanted)
    try:
        yield
        if gc.isenabled() != wanted:
            raise CollectorError(f"the work did not leave the garbage collector {state}")
    finally:
        if not wanted and hasattr(gc, "freeze"):
            gc.freeze()
        _switch(before)


def _switch(on: bool) -> None:  # noqa: FBT001  a state, not a way to work
    (gc.enable if on else gc.disable)()


class Collections:
    """When each collection began and ended; noted where nothing makes an object that the collector counts."""

    def __init__(self) -> None:
        self._begun: list[float] = []
        self._ended: list[float] = []

    def note(self, phase: str, _: Any) -> None:
        """Note that a collection begins or ends, as the collector calls it."""
        (self._begun if phase == "start" else self._ended).append(time.perf_counter())

    @property
    def spans(self) -> list[Span]:
        """Those that have ended, in order; one that was under way when noting began is none of them."""
        ended, begun = [*self._ended], [*self._begun]  # in this order: others may go on collecting
        return list(zip(begun, (each for each in ended if each >= begun[0])))


@contextmanager
def noted() -> Iterator[Collections]:
    """Note every collection during the block."""
    found = Collections()
    callbacks: list[Any] = getattr(gc, "callbacks", [])
    callbacks.append(found.note)
    try:
        yield found
    finally:
        callbacks.remove(found.note)


def tracked() -> int:
    """Return how many objects the collector tracks now, without touching any.

    `gc.get_objects()` would refer to objects that other threads are in the middle of making, which breaks them.
    """
    gc.freeze()
    count = gc.get_freeze_count()
    gc.unfreeze()
    return count
