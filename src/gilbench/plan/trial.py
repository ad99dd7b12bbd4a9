"""What a run measures: trials, those that cannot be, and those that were left out."""

from dataclasses import dataclass, replace

from gilbench.inside.globs import label

SERIAL = "serial"


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
    copy: int = 0  # 1: the same trial once more, only to see by how much identical trials differ

    @property
    def strategy_label(self) -> str:
        """The strategy with its start method: `process_pool[fork]`."""
        return label(self.strategy, self.start_method)

    @property
    def name(self) -> str:
        """The name that it has in every target, and in the pyperf files."""
        again = "#2" if self.copy else ""
        return f"{self.experiment}/{self.workload}/{self.strategy_label}/{self.workers}{again}"

    @property
    def original(self) -> "Trial":
        """The trial that this one is a copy of; itself if it is none."""
        return replace(self, copy=0)

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
    copies: tuple[Trial, ...] = ()  # of some of the trials: what they differ by is the noise floor

    @property
    def measured(self) -> tuple[Trial, ...]:
        """The trials and their copies: what a round runs."""
        return self.trials + self.copies
