"""A clock for runs that measure nothing: it goes on by what trials say that they took."""

from dataclasses import dataclass

from gilbench.plan.trial import Trial
from gilbench.run.runner import Runner
from gilbench.store.records import Outcome


@dataclass
class Watch:
    """Runs trials with a runner; `now` is what they have taken so far."""

    runner: Runner
    gone: float = 0.0  # seconds

    def now(self) -> float:
        """Return the time."""
        return self.gone

    def run(self, trial: Trial) -> Outcome:
        """Return the outcome of the runner, when its time has passed."""
        outcome = self.runner.run(trial)
        self.gone += outcome.elapsed
        return outcome
