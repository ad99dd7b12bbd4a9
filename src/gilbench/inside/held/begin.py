"""Begin to watch a program that knows nothing of it, for whoever started it."""

from __future__ import annotations

import signal

from gilbench.inside.held.board import ShownRecording, ShownStalls, Writer, reason
from gilbench.inside.held.meters import Meter, ProcessMeter
from gilbench.inside.held.passing import PassingMeter
from gilbench.inside.held.sampler import CannotTellError, Sampler
from gilbench.inside.own_threads import exceeds

_IN_A_ROW = 2


class _ShownSampler(Sampler):
    """A sampler of all threads that shows on a board what it sees, and why it ended if it did."""

    def __init__(self, rate: float, path: str) -> None:
        super().__init__(rate)
        writer = Writer(path)
        self.recording = ShownRecording(writer, self.recording)
        self.stalls = ShownStalls(writer)
        self._path = path
        self._passing = 0  # looks in a row between which threads came and went unseen
        self._seen = (0.0, 0.0)

    def _meter(self) -> Meter | None:
        """Return the meter until the next look; where threads come and go in between, for good one that misses none.

        Once is not enough: a program starts its threads some time, and they stay.
        """
        process, cpu = self._seen
        self._seen = (self.recording.process, self.recording.cpu)
        if self._passing >= _IN_A_ROW:
            return PassingMeter()
        unseen = exceeds(self.recording.process - process, self.recording.cpu - cpu)
        self._passing = self._passing + 1 if unseen else 0
        found = super()._meter()
        return PassingMeter() if isinstance(found, ProcessMeter) else found

    def _run(self) -> None:
        super()._run()
        if self.failure is not None:
            reason(self._path, f"the sampler ended early: {self.failure!r}")


def begin(path: str, rate: float) -> None:
    """Watch this process from here to its end, and show it on the board at that path.

    Nothing has to be ended: the sampler is a daemon thread, and what it saw is on the board by then.
    """
    try:
        sampler = _ShownSampler(rate, path)
    except (CannotTellError, OSError) as error:
        reason(path, str(error))
        return
    # Signals are the program's: one that it has blocked, to wait for it, must not find a thread that would take it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        sampler.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
