"""Hearts: whoever only wakes up on a schedule, and notes when; as threads of this process, and as a process beside.

Wakings are due at fixed moments, BEAT apart. One that comes late has slept through those that were due meanwhile, and
they count too: a thread that merely began its next nap later would see a long pause as a single late waking among many
(Gil Tene calls that coordinated omission).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, Callable

from gilbench.experiments.pauses.measure.child import Child, forked
from gilbench.experiments.pauses.measure.spans import Span

BEAT = 0.0005  # seconds between two wakings
PAUSE = 0.001  # seconds of lateness from which on it is a pause


def beats(start: float, end: float) -> list[Span]:
    """Wake up on schedule from `start` to `end`, both of `time.perf_counter`; return when each was due and came.

    Nothing in it makes an object that the collector counts, so that it is never this thread that begins to collect.
    """
    now, sleep = time.perf_counter, time.sleep
    places = math.ceil((end - start) / BEAT) + 1
    dues, comes = [0.0] * places, [0.0] * places
    done = number = 0
    due = start
    while due < end:
        rest = due - now()
        if rest > 0:
            sleep(rest)
        come = now()
        dues[done], comes[done] = due, come
        done += 1
        number = max(number, int((come - start) / BEAT)) + 1
        due = start + number * BEAT
    return list(zip(dues[:done], comes[:done]))


def pauses(wakings: Sequence[Span]) -> list[Span]:
    """Return the pauses: from when it was due until it came, where that was longer than PAUSE."""
    return [(due, come) for due, come in wakings if come - due > PAUSE]


def lateness(wakings: Sequence[Span], end: float) -> list[float]:
    """Return by how much each waking due before `end` was late, in order of size, those slept through included."""
    found = []
    for due, come in wakings:
        late = max(0.0, come - due)
        slept = min(int(late / BEAT), int((end - due) / BEAT))
        found += [late - BEAT * each for each in range(slept + 1)]
    return sorted(found)


class Threads:
    """Threads that sleep until they are told of a window, and then wake up in it."""

    def __init__(self, windows: Sequence[SimpleQueue[Any]], found: SimpleQueue[list[Span]]) -> None:
        self._windows = windows
        self._found = found

    def ask(self, window: Span) -> None:
        """Tell all of them of a window; that does not give up the GIL."""
        for each in self._windows:
            each.put(window)

    def answer(self) -> list[list[Span]]:
        """Wait for the end of the window; return the wakings of each."""
        return [self._found.get() for _ in self._windows]


@contextmanager
def threads(count: int) -> Iterator[Threads]:
    """Yield this many threads, which are ended with the block."""
    windows: list[SimpleQueue[Any]] = [SimpleQueue() for _ in range(count)]
    found: SimpleQueue[list[Span]] = SimpleQueue()
    hearts = [threading.Thread(target=_serve, args=(each, found)) for each in windows]
    try:
        for heart in hearts:
            heart.start()
        yield Threads(windows, found)
    finally:
        for window in windows:
            window.put(None)
        for heart in hearts:
            if heart.ident is not None:
                heart.join()


def _serve(windows: SimpleQueue[Any], found: SimpleQueue[list[Span]]) -> None:
    while (window := windows.get()) is not None:
        found.put(beats(*window))


@contextmanager
def beside() -> Iterator[Child]:
    """Yield a process that wakes up in every window that it is told, and answers with its wakings."""
    with forked(_in_child) as child:
        yield child


def _in_child(asked: Iterator[Any], answer: Callable[[Any], None]) -> None:
    for start, end in asked:
        answer(beats(start, end))
