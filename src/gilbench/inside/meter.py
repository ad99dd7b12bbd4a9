"""Decide what the workers read around each item of a call: everything, or only what costs next to nothing.

A call reads everything. Where that turns out to cost more than DEAR of the workers' time, because their items are very
short, that call does not count: it lends its ledger to one that reads next to nothing, and the trial says so. So it is
where workers are replaced: each new process would import what a full reading takes.
"""

from __future__ import annotations

from typing import Callable

from gilbench.inside import ledger
from gilbench.inside.experiment import Call
from gilbench.inside.ledger import Read
from gilbench.inside.schema import TrialRequest, WorkerTime

DEAR = 0.005  # share of the workers' time that the readings of a value may cost


class Meter:
    """Calls the work with the right readings."""

    def __init__(self, timed: Callable[[Read], Call], request: TrialRequest) -> None:
        """Measure what a reading costs here."""
        self._timed = timed
        self._readings = 2 * request.items * ledger.cost()  # seconds in one call
        self._workers = request.workers
        self._ledger: list[WorkerTime] = []  # of a call whose readings were dear

    def call(self) -> Call:
        """Do the work once for pyperf."""
        if not self._ledger:
            done = self._with_ledger()
            if not self._ledger:
                return done
        return self._timed(ledger.plain)._replace(workers=self._ledger)

    def settle(self) -> float:
        """Do the work once where nothing counts; return its seconds."""
        return self._with_ledger().seconds

    @property
    def ledger_of(self) -> str:
        """Which calls the ledger of the values was read in: "values" or "warm-up"."""
        return "warm-up" if self._ledger else "values"

    def _with_ledger(self) -> Call:
        """Do the work once, reading everything; keep its ledger if that was dear."""
        done = self._timed(ledger.full)
        replaced = len(done.workers) > self._workers
        if replaced or self._readings > DEAR * sum(each.wall for each in done.workers):
            self._ledger = done.workers
        return done
