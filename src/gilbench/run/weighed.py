"""A runner that notes how large the results of each workload are, as its trials tell."""

from dataclasses import dataclass, field
from typing import Any

from gilbench.plan.trial import Trial
from gilbench.run.runner import Runner
from gilbench.store.records import Outcome

_MOST = 2**40  # bytes of a result: no machine has room for two


@dataclass(frozen=True)
class Weighed:
    """A runner, and what it has seen."""

    runner: Runner
    results: dict[tuple[str, str], int] = field(default_factory=dict)  # bytes, by target and workload

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial."""
        outcome = self.runner.run(trial)
        if trial.workload is not None:
            place = trial.target, trial.workload
            told = (_bytes(call.seen.get("result_bytes")) for call in outcome.calls)
            self.results[place] = max((self.results.get(place, 0), *told))
        return outcome


def _bytes(told: Any) -> int:
    """Return what a target gave for a size, within what can be one."""
    return min(max(0, told), _MOST) if isinstance(told, int) else 0
