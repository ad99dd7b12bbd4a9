"""The sleeper: a thread that wakes at random moments and notes whether it had to wait for the GIL.

Pauses are exponential, so that the moments of waking know nothing of what the program does. Between waking and
sleeping again it holds the GIL and therefore does as little as it can, and nothing that gives the GIL up.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from typing import Callable

from gilbench.inside.held import meters
from gilbench.inside.held.culprit import Culprit, culprit
from gilbench.inside.held.recording import SHORTEST, Cycle, Recording
from gilbench.inside.held.stalls import Stalls
from gilbench.inside.ledger import switches

LONGEST_START = 1.0  # seconds
LOOK_FOR_THREADS = 0.25  # seconds between two looks for new threads,
CYCLES_BETWEEN = 50  # but not before so many cycles
WORTH_A_NAME = 1e-3  # seconds: whoever holds the GIL for longer is looked up, in some 5 microseconds

_samplers: set[int] = set()  # native identifiers of the threads that sample: nobody watches them


class CannotTellError(RuntimeError):
    """This platform does not tell what the held share is made from; the message says what is missing."""


def why_not() -> str | None:
    """Return why the held share cannot be measured on this platform; None if it can."""
    if switches() is None:
        return f"{sys.platform} does not count a thread's context switches (only Linux does)"
    if not os.path.exists(meters.run_delay_of(threading.get_native_id())):
        return "this kernel does not tell how long a thread waits for a CPU (/proc/self/task/*/schedstat is missing)"
    return None


class Sampler:
    """Samples from `start` to `stop`; what it saw is in `recording`, `stalls` and, for the longest one, `culprit`.

    threads: native identifiers of those to watch; None for all of the process, those to come included.
    """

    def __init__(self, rate: float, threads: list[int] | None = None) -> None:
        reason = why_not()
        if reason:
            raise CannotTellError(reason)
        self.recording = Recording(rate, sys.getswitchinterval(), keeps_gil=meters.KEEPS_GIL)
        self.stalls = Stalls()
        self.culprit: Culprit | None = None
        self.failure: BaseException | None = None
        self._threads = threads
        self._stopping = False
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gilbench sampler", daemon=True)

    def start(self) -> None:
        """Start sampling, and wait until it has begun: a program that keeps the GIL would not let it begin."""
        self._thread.start()
        self._begun.wait(LONGEST_START)

    def stop(self) -> None:
        """Stop sampling, and wait until it has stopped. May be called again, and from any thread."""
        self._stopping = True
        if self._thread.ident is not None:
            self._thread.join()

    def _meter(self) -> meters.Meter | None:
        return meters.others(_samplers) if self._threads is None else meters.living(self._threads)

    def _run(self) -> None:
        native_id = threading.get_native_id()
        own = meters.ThreadMeter(native_id)
        _samplers.add(native_id)
        try:
            meters.sharpen_timer()
            while not self._stopping and self._watch_for_a_while(own):
                pass
        except BaseException as error:  # noqa: BLE001  kept for whoever asks: there is nobody above to catch it
            self.failure = error
        finally:
            self._begun.set()  # whatever happened, nobody need wait for it any more
            _samplers.discard(native_id)
            own.close()

    def _watch_for_a_while(self, own: meters.ThreadMeter) -> bool:
        """Sample with one set of threads, until the next look for others; return whether there was one at all."""
        meter = self._meter()
        if meter is None:
            return False
        try:
            self.recording.knows_ready &= meter.knows_ready
            seconds = max(LOOK_FOR_THREADS, CYCLES_BETWEEN / self.recording.rate)
            others, watched = time.process_time() - own.cpu(), self.recording.cpu
            self._cycles(meter, own, time.perf_counter() + seconds)
            self.recording.process += time.process_time() - own.cpu() - others
            self.recording.beside += max(0.0, self.recording.cpu - watched - meter.busiest())
        finally:
            self.recording.own_cpu = own.cpu()
            meter.close()
        return True

    def _cycles(self, meter: meters.Meter, own: meters.ThreadMeter, until: float) -> None:
        recording, now, sleep = self.recording, time.perf_counter, time.sleep
        draw: Callable[[float], float] = random.Random().expovariate  # noqa: S311  no secret
        rate, previous = recording.rate, None
        awake, cpu, ready, delay = now(), meter.cpu(), meter.delay(), own.delay()
        self._begun.set()
        while not self._stopping and awake < until:
            pause = draw(rate) + SHORTEST
            before = _voluntary()
            cpu_before = meter.cpu()
            start = now()
            sleep(pause)
            after = _voluntary()
            end = now()
            cpu_after, ready_after, delay_after = meter.cpu(), meter.delay(), own.delay()
            lead = start - awake - (cpu_before - cpu)
            cycle = (
                pause,
                end - start,
                after - before,
                delay_after - delay,
                cpu_after - cpu_before,
                ready_after - ready,
                lead,
            )
            if previous is not None:
                recording.add(Cycle(*previous, cpu_before - cpu))
            previous = cycle
            recording.seconds += end - awake
            recording.cpu += cpu_after - cpu
            if cycle[2] > 1:
                self._note_stall(end - start - pause - cycle[3], meter)
            awake, cpu, ready, delay = end, cpu_after, ready_after, delay_after
        if previous is not None:  # not left out: a cycle that outlasts the time limit is a long one more often than not
            recording.add(Cycle(*previous, 0.0))

    def _note_stall(self, seconds: float, meter: meters.Meter) -> None:
        longest = seconds > self.recording.longest
        if longest:
            self.recording.longest = seconds
        if seconds > WORTH_A_NAME:
            by = culprit(meter.meters)
            self.stalls.add(seconds, by)
            if longest:
                self.culprit = by


def _voluntary() -> int:
    seen = switches()
    return seen[0] if seen else 0
