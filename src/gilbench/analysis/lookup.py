"""What a trial's names stand for: the records of its target, its workload and its strategy."""

from collections.abc import Sequence
from dataclasses import replace

from gilbench.inside.schema import StrategyInfo, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.naming import Names
from gilbench.plan.trial import Trial


class Lookup:
    """The catalogues of a run, by name.

    A workload or strategy that its own target could not load (and is skipped there) is described by the first target
    that could.
    """

    def __init__(self, targets: Sequence[Target]) -> None:
        self.names = Names(targets)
        self._targets = {target.id: target for target in targets}
        self._workloads: dict[tuple[str | None, str], WorkloadInfo] = {}
        self._strategies: dict[tuple[str | None, str, str | None], StrategyInfo] = {}
        self._by_name: dict[str, StrategyInfo] = {}
        for target in targets:
            for info in target.catalogue.workloads:
                self._workloads[target.id, info.name] = info
                self._workloads.setdefault((None, info.name), info)
            for each in target.catalogue.strategies:
                self._strategies[target.id, each.name, each.start_method] = each
                self._strategies.setdefault((None, each.name, each.start_method), each)
                self._by_name.setdefault(each.name, each)

    def target(self, trial: Trial) -> Target:
        """Return the target that a trial is measured in."""
        return self._targets[trial.target]

    def workload(self, trial: Trial) -> WorkloadInfo | None:
        """Return the description of a trial's workload; None if it has none."""
        if trial.workload is None:
            return None
        own = self._workloads.get((trial.target, trial.workload))
        return own or self._workloads[None, trial.workload]

    def strategy(self, trial: Trial) -> StrategyInfo | None:
        """Return the description of a trial's strategy; None if it has none.

        A start method that no target described, such as the platform's default, has that of the strategy's others.
        """
        if trial.strategy is None:
            return None
        own = self._strategies.get((trial.target, trial.strategy, trial.start_method))
        known = own or self._strategies.get((None, trial.strategy, trial.start_method))
        return known or replace(self._by_name[trial.strategy], start_method=trial.start_method, missing=None)
