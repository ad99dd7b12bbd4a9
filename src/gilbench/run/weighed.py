"""A runner that notes how large the results of each workload are, and whether they can travel, as its trials tell."""

from dataclasses import dataclass, field
from typing import Any

from gilbench import legible
from gilbench.plan.trial import Trial
from gilbench.run.runner import Runner
from gilbench.store.records import Outcome

_LONGEST = 300  # letters of a reason
_MOST = 2**40  # bytes of a result: no machine has room for two


@dataclass(frozen=True)
class Weighed:
    """A runner, and what it has seen."""

    runner: Runner
    results: dict[tuple[str, str], int] = field(default_factory=dict)  # bytes, by target and workload
    staying: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # why they cannot be pickled, of those that cannot

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial."""
        outcome = self.runner.run(trial)
        if trial.workload is not None:
            place = trial.target, trial.workload
            told = (_bytes(call.seen.get("result_bytes")) for call in outcome.calls)
            self.results[place] = max((self.results.get(place, 0), *told))
            why = next(filter(None, (_reason(call.seen.get("result_stays")) for call in outcome.calls)), None)
            if why is not None:
                self.staying[place] = why
        return outcome


def _reason(told: Any) -> str | None:
    return legible.shortened(legible.one_line(told), _LONGEST) if isinstance(told, str) else None


def _bytes(told: Any) -> int:
    """Return what a target gave for a size, within what can be one."""
    return min(max(0, told), _MOST) if isinstance(told, int) else 0
