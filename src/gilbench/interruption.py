"""Ctrl-C for certain: the exception that it raises may be lost in an extension module.

msgspec drops what is raised while it looks at a type for the first time; a run then went on as if nothing had happened.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from gilbench.plan import Trial
from gilbench.run import Outcome, Runner


@contextmanager
def noted() -> Iterator[Callable[[], None]]:
    """Note Ctrl-C besides raising KeyboardInterrupt; yield what raises it again if it was pressed.

    Where Ctrl-C is ignored, or somebody else's business, it stays so.
    """
    pressed = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        signal.default_int_handler(number, frame)

    def require_none() -> None:
        if pressed:
            raise KeyboardInterrupt

    ours = threading.current_thread() is threading.main_thread()
    ours = ours and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, note)
    try:
        yield require_none
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Interruptible:
    """A runner that starts no trial after Ctrl-C."""

    runner: Runner
    require_none: Callable[[], None]

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial; raises KeyboardInterrupt if Ctrl-C was pressed before, and what the runner raises."""
        self.require_none()
        return self.runner.run(trial)
