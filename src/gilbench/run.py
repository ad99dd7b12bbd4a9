"""Run one trial once: the Runner protocol, its outcome, and the runner that starts a real interpreter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from gilbench.plan import Trial
from gilbench.target.schema import Sample, Surroundings

State = Literal["ok", "failed", "timed out"]


@dataclass(frozen=True)
class Outcome:
    """What became of one trial in one round."""

    state: State
    reason: str  # empty when ok: one sentence
    tail: str  # the end of what the process printed; kept when it did not go well
    samples: tuple[Sample, ...]  # one per timed value, warm-ups left out, in order
    surroundings: Surroundings | None
    elapsed: float  # seconds of wall time from starting the process to its end
    pyperf: Mapping[str, Any] | None  # the suite that pyperf wrote, as parsed JSON


class Runner(Protocol):
    """Runs one trial once."""

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial in a process of its own; never raises for what the target does."""
        ...
