"""`gilbench.watch()`: the held share of a running program, from inside it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from types import TracebackType

from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.estimate import HeldShare, held_share
from gilbench.inside.held.sampler import CannotTellError, Sampler
from gilbench.inside.held.sentence import sentences
from gilbench.inside.held.stalls import Stall

RATE = 200.0  # wakings per second: costs less than one per cent of a CPU
RATES = (10.0, 5000.0)


class Watch:
    """What a watched block shows of the GIL: while it runs, and after it.

    All figures are None until something was seen, and where the platform cannot tell; `reason` then says why.
    """

    def __init__(self, rate: float, threads: list[int] | None) -> None:
        self._rate = rate
        self._threads = threads
        self._sampler: Sampler | None = None
        self._running = False
        self.reason: str | None = "nothing has been watched yet"

    def __enter__(self) -> Watch:  # noqa: PYI034  typing.Self came with Python 3.11
        """Start watching; a watch that has ended starts afresh."""
        if self._running:
            raise RuntimeError("this watch is running already: make another one with gilbench.watch()")
        self._sampler = None
        try:
            self._sampler = Sampler(self._rate, self._threads)
        except CannotTellError as error:
            self.reason = str(error)
        else:
            self.reason = None
            self._sampler.start()
        self._running = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching. An exception of the block goes its way."""
        self.stop()

    def stop(self) -> None:
        """Stop watching, before the block ends. May be called again, and from any thread."""
        if self._sampler is not None:
            self._sampler.stop()
            if self._sampler.failure is not None:
                self.reason = f"the sampler ended early: {self._sampler.failure!r}"
        self._running = False

    @property
    def figures(self) -> HeldShare | None:
        """Everything that is known so far, at one moment."""
        return held_share(self._sampler.recording) if self._sampler is not None else None

    @property
    def held_share(self) -> float | None:
        """Share of the watched threads' CPU time during which they hold the GIL."""
        figures = self.figures
        return figures.share if figures else None

    @property
    def low(self) -> float | None:
        """Lower end of the 95 % interval of the held share."""
        figures = self.figures
        return figures.low if figures else None

    @property
    def high(self) -> float | None:
        """Upper end of the 95 % interval of the held share."""
        figures = self.figures
        return figures.high if figures else None

    @property
    def of_wall(self) -> float | None:
        """Share of the time in which the watched threads ran or were blocked during which the GIL is held."""
        figures = self.figures
        return figures.of_wall if figures else None

    @property
    def waits(self) -> int | None:
        """How often the sampler had to wait for the GIL."""
        figures = self.figures
        return figures.waits if figures else None

    @property
    def longest_stall(self) -> float | None:
        """The longest of these waits, in seconds: so long nobody else got the GIL."""
        figures = self.figures
        return figures.longest_stall if figures else None

    @property
    def culprit(self) -> Culprit | None:
        """Which thread held the GIL during the longest stall, if that was long enough to look."""
        return self._sampler.culprit if self._sampler is not None else None

    @property
    def stalls(self) -> list[Stall]:
        """Stalls of more than a millisecond by the function that caused them, the longest first."""
        return self._sampler.stalls.longest_first() if self._sampler is not None else []

    @property
    def cost(self) -> float | None:
        """Share of one CPU that watching takes: CPU time of the sampler per second of wall time."""
        if self._sampler is None or not self._sampler.recording.seconds:
            return None
        return self._sampler.recording.own_cpu / self._sampler.recording.seconds

    def __str__(self) -> str:
        figures = self.figures
        if figures is None or self.reason:
            return f"Nothing can be said about the GIL: {self.reason}."
        return " ".join(sentences(figures, self.culprit, self.cost))


def watch(rate: float = RATE, threads: Iterable[threading.Thread] | None = None) -> Watch:
    """Watch the GIL while a block runs: `with gilbench.watch() as gil: ...`, then `print(gil)`.

    rate: looks per second, 10 to 5000; each costs about 40 microseconds of CPU time, most of it holding the GIL.
    threads: started threads to watch; None for all of the process. Raises ValueError for a rate outside that range or a
    thread that has not been started.
    """
    if not RATES[0] <= rate <= RATES[1]:
        raise ValueError(f"rate must be from {RATES[0]:g} to {RATES[1]:g} per second, not {rate!r}")
    return Watch(float(rate), None if threads is None else [_native_id(thread) for thread in threads])


def _native_id(thread: threading.Thread) -> int:
    if thread.native_id is None:
        raise ValueError(f"thread {thread.name!r} has not been started: there is nothing to watch")
    return thread.native_id
