"""What a run asks of an experiment on one target, and what an experiment answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Depth, Settings


@dataclass(frozen=True)
class Asked:
    """One run's request."""

    settings: Settings
    usable_cpus: int
    workers: tuple[int, ...]  # counts, ascending
    items: Mapping[str, int]  # in a value, by workload; one that is absent has the least number

    @property
    def whole(self) -> bool:
        """Whether the whole matrix was asked for: naming workloads or strategies does so, as `--suite full` does."""
        return self.settings.suite == "full" or bool(self.settings.globs) or bool(self.settings.strategies)


class LeftOut(NamedTuple):
    """A trial that could be measured, but is outside of what was asked for."""

    trial: Trial


class Planner(Protocol):
    """What an experiment's plan.py must have."""

    ORDER: int  # its place among experiments: the lowest comes first
    CALLS: Literal["depth", "one"]  # timed calls in a round: as many as the depth says, or one without a warm-up
    TRIES: tuple[str, ...]  # globs of strategies whose every start method has to be tried for it

    def rounds(self, settings: Settings) -> Literal["every", "once"]:
        """Return whether its trials take part in every round of such a run, or are measured once."""
        ...

    def wanted(self, asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
        """Yield every trial of the experiment on a target, and what it leaves out or cannot measure there."""
        ...

    def seconds(self, trial: Trial, depth: Depth) -> float:
        """Return about how many seconds a trial takes in one round, its process included."""
        ...

    def invented(self, trial: Trial) -> Call:
        """Return a made-up call for dry runs, noisy, workers included."""
        ...
