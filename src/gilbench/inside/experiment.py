"""The contract of measuring: what an experiment's `measure.py` is given, and what it gives back.

    def missing() -> str | None: ...           why it cannot be measured in this interpreter; None if it can

    @contextmanager
    def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]: ...

`prepared` makes whatever must not be timed, and warms it: every worker has done an item of the work before it yields.
What it yields is called once for each value that pyperf asks for, and is given the reading that workers take around an
item.
"""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from gilbench.inside.record import Record
from gilbench.inside.registry import Strategy, Workload
from gilbench.inside.schema import TrialRequest, WorkerTime


def _nothing() -> None:
    """Do nothing."""


class Subject(Record):
    """What is measured."""

    request: TrialRequest
    workload: Workload | None  # None where the experiment has none
    strategy: Strategy | None
    begins: Callable[[], Any] = _nothing  # to call before work is done while it is prepared: from then on it answers

    @property
    def of_workload(self) -> Workload:
        """The workload of an experiment that has one; raises LookupError if this trial has none."""
        if self.workload is None:
            raise LookupError(f"{self.request.name} has no workload")
        return self.workload

    @property
    def of_strategy(self) -> Strategy:
        """The strategy of an experiment that has one; raises LookupError if this trial has none."""
        if self.strategy is None:
            raise LookupError(f"{self.request.name} has no strategy")
        return self.strategy


class Call(NamedTuple):
    """One timed call."""

    seconds: float  # what pyperf divides by the inner loops that the plan states, and stores; above 0
    workers: list[WorkerTime]  # the time ledger; empty where there is none
    seen: Any  # a `Seen` of the experiment's records.py
