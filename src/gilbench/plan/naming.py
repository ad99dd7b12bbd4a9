"""What a person reads in place of the keys of strategies and the ids of trials: Python's own names."""

from collections.abc import Iterable

from gilbench import fmt
from gilbench.inside import globs
from gilbench.inside.opening import DEFAULT
from gilbench.interpreters.target import Target
from gilbench.plan.trial import SERIAL, Trial

USUAL = "throughput"  # goes without saying


class Names:
    """The names of the strategies of a run; one that no catalogue has a name for has its key."""

    def __init__(self, targets: Iterable[Target]) -> None:
        known = list(targets)
        self._default = {target.id: target.facts.default_start_method for target in known}
        self._python = {each.name: each.python_name for target in known for each in target.catalogue.strategies}

    def strategy(self, trial: Trial) -> str:
        """Return the strategy of a trial: `Pool (fork)`, `Pool (default: fork)`; empty if it has none."""
        return self.called(trial.strategy, trial.start_method, trial.target)

    def called(self, strategy: str | None, start_method: str | None, target: str) -> str:
        """Return the strategy of this key, with its start method on this target; empty without one."""
        if strategy is None:
            return ""
        if start_method == DEFAULT and target in self._default:
            start_method = f"{DEFAULT}: {self._default[target]}"
        return globs.in_words(self._python.get(strategy) or strategy, start_method)

    def whatever(self, trial: Trial) -> str:
        """Return what a trial would do, however many workers it has: `primes under Pool (fork)`, `release`."""
        strategy = self.strategy(trial)
        return f"{what(trial)} under {strategy}" if strategy else what(trial)

    def trial(self, trial: Trial) -> str:
        """Return a trial in words: `primes, ProcessPoolExecutor (fork), 2 workers on 3.13`."""
        return f"{self.trial_anywhere(trial)} on {trial.target}"

    def trial_anywhere(self, trial: Trial) -> str:
        """Return a trial in words, whatever its target; what is not of throughput names its experiment."""
        workers = "" if trial.strategy == SERIAL else fmt.plural(trial.workers, "worker")
        repeated = "measured again" if trial.copy else ""
        parts = (what(trial), self.strategy(trial), workers, trial.parameter_text, repeated)
        return ", ".join(part for part in parts if part)


def what(trial: Trial) -> str:
    """Return the workload; with its experiment where that is not the usual one, or alone the experiment."""
    if trial.workload is None:
        return trial.experiment
    return trial.workload if trial.experiment == USUAL else f"{trial.workload} ({trial.experiment})"
