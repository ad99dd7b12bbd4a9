"""What a run asks of an experiment on one target, and what an experiment's plan.py answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from gilbench.inside.experiment import Call
from gilbench.interpreters.kinds import ByKind, kind_of, known_of
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import MOST_BY_DEFAULT, items_in_list_of, items_per_value, wider_counts
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import SERIAL, Skip, Trial
from gilbench.settings import Settings


@dataclass(frozen=True)
class Asked:
    """One run's request."""

    settings: Settings
    usable_cpus: int
    workers: tuple[int, ...]  # counts, ascending
    items: ByKind[int]  # in a value; a workload that is absent has the least number
    too_large: ByKind[str] = field(default_factory=dict)  # why workloads cannot be measured: what they return
    too_slow: ByKind[str] = field(default_factory=dict)  # why not in processes: how long that takes to come back
    staying: ByKind[str] = field(default_factory=dict)  # why it cannot come back from workers with memory of their own

    @property
    def whole(self) -> bool:
        """Whether the whole matrix was asked for."""
        return self.settings.whole

    @property
    def most_useful(self) -> int:
        """The largest worker count with a CPU for every worker, which is what the sentences are about."""
        served = (count for count in self.workers if 1 < count <= self.usable_cpus)
        return max(served, default=max(self.workers))

    @property
    def wider(self) -> tuple[int, ...]:
        """Further worker counts, of work that waits, as far as they were asked for."""
        if self.settings.wider is not None:
            return self.settings.wider
        offered = wider_counts(self.settings, self.usable_cpus)
        return tuple(each for each in offered if self.whole or each <= MOST_BY_DEFAULT)

    def objection(self, trial: Trial, target: Target) -> str | None:
        """Return why what its workload returns keeps a trial from being measured on its target; None if it does not."""
        kind, workload = kind_of(target), trial.workload or ""
        slow = {} if trial.start_method is None else known_of(self.too_slow, kind)
        staying = {} if _shares_memory(trial, target) else known_of(self.staying, kind)
        reasons = (each.get(workload) for each in (known_of(self.too_large, kind), staying, slow))
        return next(filter(None, reasons), None)

    def items_of(self, workload: str, target: Target, wider: tuple[int, ...] = ()) -> int:
        """Return how many items of a workload make a value on a target; `wider` are its further worker counts."""
        listed = items_in_list_of(workload, target, self.settings.size)
        least = items_per_value(self.workers, wider=wider, listed=listed)
        return known_of(self.items, kind_of(target)).get(workload, least)


def _shares_memory(trial: Trial, target: Target) -> bool:
    """Tell whether the workers of a trial see the memory of whoever waits for their results: serial code has none."""
    ways = [each for each in target.catalogue.strategies if each.name == trial.strategy]
    return all(each.shares_memory or each.name == SERIAL for each in ways)


class LeftOut(NamedTuple):
    """A trial outside of what was asked for."""

    trial: Trial
    impossible: str | None = None  # why it could not be measured even if it were asked for


class Planner(Protocol):
    """How an experiment is planned. `experiments.contract` says what a plan.py may leave out, and what then holds."""

    @property
    def order(self) -> int:
        """Its place among experiments: the lowest comes first."""
        ...

    @property
    def share(self) -> float:
        """Which share of the budget is its own, from 0 to 1, where not all that gilbench chose fits."""
        ...

    @property
    def calls(self) -> Literal["depth", "one"]:
        """Timed calls in a round: as many as the depth says, or one without a warm-up."""
        ...

    @property
    def tries(self) -> tuple[str, ...]:
        """Globs of the strategies whose every start method has to be tried for it."""
        ...

    def rounds(self, settings: Settings) -> Literal["every", "once"]:
        """Return whether its trials take part in every round of such a run, or are measured once."""
        ...

    def wanted(self, asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
        """Yield every trial of the experiment on a target, and what it leaves out or cannot measure there."""
        ...

    def twinned(self, asked: Asked, target: Target) -> Iterable[Trial]:
        """Return the trials of a target that was only brought along as the twin of one without a GIL."""
        ...

    def seconds(self, trial: Trial, prices: Prices) -> float:
        """Return about how many seconds a trial takes in one round, given what its parts take."""
        ...

    def invented(self, trial: Trial) -> Call:
        """Return a made-up call for dry runs, noisy, workers included."""
        ...

    def copied(self, trials: Sequence[Trial], reference: Target) -> Iterable[Sequence[Trial]]:
        """Return second copies of a few trials of the reference target, each followed by those that may replace it."""
        ...

    def ranks(self, trials: Sequence[Trial], target: Target, usable_cpus: int) -> Mapping[str, Rank]:
        """Return what the trials of one target are for, by their ids; what is absent is only shown."""
        ...
