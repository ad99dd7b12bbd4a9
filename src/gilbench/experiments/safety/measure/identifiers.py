"""Identifiers of threads that live one after the other, and of threads that are alive at the same time."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from gilbench.experiments.safety.records import Identified

APART = 100  # threads, one after the other


def identified(threads: int) -> list[Identified]:
    """Return how often identifiers come again: of threads one after the other, and of so many at the same time."""
    return [_of(_apart(), together=False), _of(_beside(threads), together=True)]


def _of(ids: Sequence[tuple[int, int | None]], *, together: bool) -> Identified:
    natives = [native for _, native in ids if native is not None]
    return Identified(
        together=together,
        threads=len(ids),
        idents=_again([ident for ident, _ in ids]),
        natives=_again(natives) if len(natives) == len(ids) else None,
    )


def _again(values: Sequence[int]) -> int:
    return len(values) - len(set(values))


def _own() -> tuple[int, int | None]:
    native = getattr(threading, "get_native_id", None)
    return threading.get_ident(), None if native is None else native()


def _apart() -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    for _ in range(APART):
        thread = threading.Thread(target=lambda: found.append(_own()))
        thread.start()
        thread.join()
    return found


def _beside(threads: int) -> list[tuple[int, int | None]]:
    """Return the identifiers of threads none of which ends before the last has been started."""
    gate = threading.Event()
    found: list[tuple[int, int | None]] = []

    def body() -> None:
        found.append(_own())
        gate.wait()

    started = []
    try:
        for _ in range(threads):
            thread = threading.Thread(target=body)
            thread.start()
            started.append(thread)
    finally:
        gate.set()
        for each in started:
            each.join()
    return found
