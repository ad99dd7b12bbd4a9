"""What the figures of one call say: whether two threads took turns in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from gilbench.analysis.summary import Summary
from gilbench.experiments.hidden_locks.figures import own, shared
from gilbench.experiments.hidden_locks.records import CALLS
from gilbench.experiments.hidden_locks.trials import TOLD, waits_in
from gilbench.model import Estimate

TURNS = 1.5  # times as long as one thread: halfway between at once and one after the other

Outcome = Literal["lock", "no lock", "undecided"]


@dataclass(frozen=True)
class Found:
    """One call on one target: how many times as long two threads took as one."""

    call: str
    shared: Estimate
    own: Estimate

    @property
    def called(self) -> str:
        """The call as Python names it."""
        return TOLD[self.call].called

    @property
    def outcome(self) -> Outcome:
        """Whether it has a lock: only where threads that share nothing clearly take no turns."""
        if _below(self.shared):
            return "no lock"
        if _above(self.shared) and _below(self.own):
            return "lock"
        return "undecided"


def found_in(trials: Iterable[Summary]) -> list[Found]:
    """Return what the trials of one target found, call by call."""
    return [
        Found(call, each.figures[shared(call)], each.figures[own(call)])
        for each in trials
        for call in CALLS[waits_in(each.trial)]
        if shared(call) in each.figures
    ]


def with_outcome(found: Iterable[Found], outcome: Outcome) -> list[Found]:
    """Return those with this outcome."""
    return [each for each in found if each.outcome == outcome]


def _above(estimate: Estimate) -> bool:
    return estimate.low is not None and estimate.low > TURNS


def _below(estimate: Estimate) -> bool:
    return estimate.high is not None and estimate.high < TURNS
