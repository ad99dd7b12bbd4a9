"""Settings × descriptions → trials and skips. Pure: nothing is started, read or written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trial:
    """One cell: experiment × workload × strategy × workers × parameters × target."""

    experiment: str
    workload: str
    strategy: str
    start_method: str | None
    workers: int
    size: str  # "small" or "full"
    items: int  # items of work in each timed value: the same for every strategy, worker count and target
    target: str  # Target.id

    @property
    def strategy_label(self) -> str:
        """The strategy with its start method: `process_pool[fork]`."""
        return f"{self.strategy}[{self.start_method}]" if self.start_method else self.strategy

    @property
    def name(self) -> str:
        """The name that it has in every target, and in the pyperf files."""
        return f"{self.experiment}/{self.workload}/{self.strategy_label}/{self.workers}"

    @property
    def id(self) -> str:
        """Unique within a run."""
        return f"{self.target}/{self.name}"


@dataclass(frozen=True)
class Skip:
    """A combination that cannot be, known before anything runs."""

    trial: Trial
    reason: str


@dataclass(frozen=True)
class Plan:
    """Everything that a run will measure, will not measure, and why."""

    trials: tuple[Trial, ...]
    skips: tuple[Skip, ...]
    left_out: tuple[Trial, ...]  # could be measured, but are outside the chosen suite
