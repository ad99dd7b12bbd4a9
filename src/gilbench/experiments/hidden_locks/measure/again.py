"""What happens if the slow code inside of a call makes the same call again, in the same thread."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import Any, Callable

from gilbench.experiments.hidden_locks.measure.things import Naps
from gilbench.experiments.hidden_locks.records import BLOCKS, WORKS

PATIENCE = 1.0  # seconds that a call may take that waits for nothing

Make = Callable[[Naps], AbstractContextManager[Callable[[], Any]]]


class _Again(Naps):
    """In place of the first nap, makes the call again."""

    call: Callable[[], Any]

    def __init__(self) -> None:
        super().__init__(0.0)
        self.said = ""

    def take(self) -> None:
        """Make the call once more, and note what came of it."""
        if self.said:
            return
        self.said = BLOCKS
        try:
            self.call()
            self.said = WORKS
        except Exception as error:  # noqa: BLE001  whatever it is, it is what came of it
            self.said = type(error).__name__


def said_of(make: Make) -> str:
    """Return WORKS, BLOCKS, or the name of the error that the inner call raised."""
    naps = _Again()
    with make(naps) as call:
        naps.call = call
        thread = threading.Thread(target=call, daemon=True)  # one that blocks must not keep the trial from ending
        thread.start()
        thread.join(PATIENCE)
        return naps.said
