"""A runner that stops when the run folder is moved or removed: trials would fail one by one, or fill a new folder."""

from dataclasses import dataclass

from gilbench.plan.trial import Trial
from gilbench.run.runner import Runner
from gilbench.store.place import Place
from gilbench.store.records import Outcome


@dataclass(frozen=True)
class Watched:
    """A runner, and the folder that it works in."""

    runner: Runner
    place: Place

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial; raises StoreError if the folder has gone before it or while it ran."""
        self.place.require()
        outcome = self.runner.run(trial)
        self.place.require()  # else the folder is why the trial was lost
        return outcome
