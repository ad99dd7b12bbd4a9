"""How long a plan will take, before it is measured. Pure and rough: a run corrects it by what it has measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gilbench.interpreters.kinds import kind_of, known_of
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import items_in_list_of
from gilbench.plan.make import Planners
from gilbench.plan.prices import ITEM, SETTLING, START, Known, Prices
from gilbench.plan.rank import Rank
from gilbench.plan.schedule import TRUSTED_ROUNDS
from gilbench.plan.trial import Plan, Trial
from gilbench.settings import Settings


@dataclass(frozen=True)
class Pricing:
    """What trials are thought to take; each experiment prices its own."""

    planners: Planners
    settings: Settings
    targets: Mapping[str, Target]  # by id
    known: Known = field(default_factory=Known)

    def trial(self, trial: Trial) -> float:
        """Return about how many seconds a trial takes in one round."""
        return self.planners[trial.experiment].seconds(trial, self._prices(trial))

    def least(self, plan: Plan) -> float:
        """Return about how many seconds the least number of rounds takes: what is measured whatever the budget says."""
        return sum(self._rounds(trial) * self.trial(trial) for trial in plan.measured)

    def due(self, trial: Trial, rank: Rank | None) -> float:
        """Return about how many seconds a trial takes in all the rounds that are kept free for it.

        For what decides a sentence, and for copies, which have no rank, these are as many as it takes to be trusted.
        """
        depth, rounds = self.settings.depth, self._rounds(trial)
        decides = rounds > 1 and (rank is None or rank == Rank.DECIDES)
        trusted = min(TRUSTED_ROUNDS, depth.most_rounds)
        return (max(rounds, trusted) if decides else rounds) * self.trial(trial)

    def _rounds(self, trial: Trial) -> int:
        return self.settings.depth.rounds if self.planners[trial.experiment].rounds(self.settings) == "every" else 1

    def _prices(self, trial: Trial) -> Prices:
        target, depth, name = self.targets[trial.target], self.settings.depth, trial.workload or ""
        repeated = self.planners[trial.experiment].calls == "depth"
        return Prices(
            start=_start(target),
            calls=depth.values if repeated else 1,
            item=known_of(self.known.items, kind_of(target)).get(name, ITEM[trial.size]) * self._speed(trial),
            side_by_side=trial.workers if self._side_by_side(trial) else 1,
            transport=self.known.transport.get(name, 0.0),
            settling=SETTLING if repeated and target.facts.jit == "on" else 0,
            listed=items_in_list_of(name, target, trial.size) or 1,
        )

    def _speed(self, trial: Trial) -> float:
        """Return the time that an item takes on the trial's target ÷ what is known of it: of waiting work it is one."""
        return 1.0 if self._kind(trial) == "io" else self.known.speeds.get(trial.target, 1.0)

    def _side_by_side(self, trial: Trial) -> bool:
        """Return whether all workers get on at the same time: without a GIL, in processes, and where they wait.

        Threads under the GIL may or may not, so they count as if they did not.
        """
        under_the_gil = trial.start_method is None and self.targets[trial.target].facts.gil_enabled
        return not under_the_gil or self._kind(trial) == "io"

    def _kind(self, trial: Trial) -> str:
        workloads = self.targets[trial.target].catalogue.workloads
        return next((each.kind for each in workloads if each.name == trial.workload), "")


def _start(target: Target) -> float:
    if target.facts.implementation != "CPython":
        return 2.75 * START
    return 1.5 * START if target.facts.free_threaded else START
