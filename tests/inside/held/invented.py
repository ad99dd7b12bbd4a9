"""A program of known held share, and a sleeper beside it: what `Sampler` would record, in exact arithmetic.

The program computes without end: a stretch with the GIL, one without, and so on. Other programs may take its CPU away
at any moment, also while it holds the GIL. It lets go of the GIL when the interpreter makes it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from gilbench.inside.held.recording import SHORTEST, Cycle, Recording

LATE = 20e-6  # seconds from the end of a pause to the waking
OWN = 10e-6  # seconds in which the sleeper holds the GIL


@dataclass
class Program:
    """A program's state, on the clock of its own running time."""

    held: float  # seconds of a stretch, on average
    free: float
    seed: int
    gap_every: float = 0.0  # seconds of running between two gaps, on average; 0: nobody takes its CPU
    gap: float = 0.004  # seconds
    holds: bool = False
    left: float = 0.0  # of the stretch
    to_gap: float = 0.0  # running time
    in_gap: float = 0.0  # left of a gap

    def __post_init__(self):
        self.luck = random.Random(self.seed)  # noqa: S311  no secret
        self._new_stretch()
        self.to_gap = self._draw_gap()

    def _new_stretch(self):
        self.holds = self.free == 0 or (self.held > 0 and not self.holds)
        self.left = self.luck.expovariate(1 / (self.held if self.holds else self.free))

    def _draw_gap(self):
        return self.luck.expovariate(1 / self.gap_every) if self.gap_every else float("inf")

    def advance(self, wall=float("inf"), until_free=0.0):
        """Let time pass: `wall` seconds, or until the GIL is free, or forced so after `until_free` seconds.

        Returns the wall time that passed, the running time, and the gaps that ended.
        """
        passed = ran = ready = 0.0
        while passed < wall:
            if until_free and (not self.holds or passed >= until_free) and not self.in_gap:
                break
            if self.in_gap:
                step = min(self.in_gap, wall - passed)
                self.in_gap -= step
                passed += step
                if self.in_gap <= 1e-12:
                    self.in_gap, ready = 0.0, ready + self.gap
                continue
            limit = until_free - passed if until_free else wall - passed
            step = min(self.left, self.to_gap, max(limit, 1e-9))
            self.left, self.to_gap = self.left - step, self.to_gap - step
            passed, ran = passed + step, ran + step
            if self.left <= 1e-12:
                self._new_stretch()
            if self.to_gap <= 1e-12:
                self.in_gap, self.to_gap = self.gap, self._draw_gap()
        return passed, ran, ready


def record(program: Program, cycles: int, rate: float = 1000.0) -> Recording:
    """Return what a sleeper beside the program sees."""
    recording = Recording(rate)
    previous, lead, after, own_ready = None, 0.0, 0.0, 0.0
    for _ in range(cycles + 1):
        pause = program.luck.expovariate(rate) + SHORTEST
        slept, cpu, ready = program.advance(wall=pause + LATE)
        waits = program.holds
        waited, more_cpu, more_ready = program.advance(until_free=recording.interval) if waits else (0.0, 0.0, 0.0)
        forced = waits and program.holds  # it stands still until the sleeper is done
        took, cpu, ready = slept + waited, cpu + more_cpu, ready + more_ready + own_ready
        own, own_cpu, own_ready = (OWN, 0.0, 0.0) if forced else program.advance(wall=OWN)
        if previous is not None:
            recording.add(Cycle(*previous, after))
        previous, after = (pause, took, 1 + waits, 0.0, cpu, ready, lead), own_cpu
        lead = own - own_cpu
        recording.seconds += took + own
        recording.cpu += cpu + own_cpu
    return recording
