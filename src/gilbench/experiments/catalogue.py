"""Experiments together: what the steps of a run and of a report need of all of them."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from gilbench.analysis.claims import Claim, Stated
from gilbench.analysis.evidence import Evidence, collect
from gilbench.analysis.figures import Reductions
from gilbench.analysis.precision import Rules
from gilbench.experiments.contract import Experiment, Planned
from gilbench.plan.rank import ranks
from gilbench.store.records import Manifest, StoredRun, settings_of


@dataclass(frozen=True)
class Experiments:
    """The experiments that a command knows, in their order."""

    known: tuple[Experiment, ...]

    def only(self, names: Container[str]) -> "Experiments":
        """Return those of these names, in their order."""
        return Experiments(tuple(each for each in self.known if each.name in names))

    @cached_property
    def planners(self) -> Mapping[str, Planned]:
        """How each is planned, of those that are run."""
        return {each.name: each.planner for each in self.known if each.planner is not None}

    @cached_property
    def reductions(self) -> Reductions:
        """How the records of each become figures."""
        return {each.name: each.reduction for each in self.known if each.reduction is not None}

    @cached_property
    def of_items(self) -> frozenset[str]:
        """The names of those whose calls are made of the items of their trial."""
        return frozenset(name for name, each in self.planners.items() if each.inner_loops == "items")

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What they decide, whatever a run measures, the most useful first."""
        return _by_use(claim for each in self.known for claim in each.claims)

    def claims_of(self, evidence: Evidence) -> tuple[Claim, ...]:
        """Return what they decide in a run, the most useful first."""
        return _by_use(claim for each in self.known for claim in each.claims_of(evidence))

    @cached_property
    def stated(self) -> tuple[Stated, ...]:
        """The same, each with its experiment: the sentences of the essay in their order, then the rest."""
        return _in_place(Stated(each.name, claim) for each in self.known for claim in each.claims)

    def stated_of(self, evidence: Evidence) -> tuple[Stated, ...]:
        """Return what they decide in a run, each with its experiment: first what is about single workloads of it."""
        return _in_place(Stated(each.name, claim) for each in self.known for claim in each.claims_of(evidence))

    def evidence(self, run: StoredRun) -> Evidence:
        """Return what a run has measured, and what was read into its folder."""
        stored = {each.name: each.load(run.folder) for each in self.known if each.load is not None}
        return collect(run, self.reductions, stored)

    def rules(self, manifest: Manifest) -> Rules:
        """Return what they say about precision, in one run."""
        settings, trials = settings_of(manifest), manifest.plan.trials
        found = ranks(trials, manifest.targets, self.planners.values(), manifest.usable_cpus)
        once = {name for name, planner in self.planners.items() if planner.rounds(settings) == "once"}
        return Rules(self.reductions, found, frozenset(once))


def _by_use(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda each: each.order))


def _in_place(found: Iterable[Stated]) -> tuple[Stated, ...]:
    return tuple(sorted(found, key=lambda each: each.place))
