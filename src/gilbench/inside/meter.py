"""Decide what the workers read around each item of a call: everything, or only what costs next to nothing.

Calls that are not counted always read everything. A value does too if that costs less than DEAR of the workers' time;
else it carries the ledger of the last warm-up, and says so.
"""

from __future__ import annotations

from typing import Callable

from gilbench.inside import ledger
from gilbench.inside.experiment import Call
from gilbench.inside.ledger import Read
from gilbench.inside.schema import TrialRequest, WorkerTime

DEAR = 0.005  # share of the workers' time that the readings of a value may cost


class Meter:
    """Calls the work with the right readings; pyperf's warm-ups come first, then its values."""

    def __init__(self, timed: Callable[[Read], Call], request: TrialRequest) -> None:
        """Measure what a reading costs here."""
        self._timed = timed
        self._readings = 2 * request.items * ledger.cost()  # seconds in one call
        self._warmups = request.warmups
        self._ledger: list[WorkerTime] = []

    def call(self) -> Call:
        """Do the work once for pyperf."""
        if self._warmups > 0:
            self._warmups -= 1
            return self.warm_up()
        if self._affordable():
            return self._timed(ledger.full)
        return self._timed(ledger.plain)._replace(workers=self._ledger)

    def warm_up(self) -> Call:
        """Do the work once where nothing counts."""
        done = self._timed(ledger.full)
        self._ledger = done.workers
        return done

    @property
    def ledger_of(self) -> str:
        """Which calls the ledger of the values was read in: "values" or "warm-up"."""
        return "values" if self._affordable() or not self._ledger else "warm-up"

    def _affordable(self) -> bool:
        return self._readings <= DEAR * sum(each.wall for each in self._ledger)
