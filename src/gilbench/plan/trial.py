"""What a run measures: trials, those that cannot be, and those that were left out."""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Annotated

from msgspec import Meta

from gilbench.inside.globs import label

SERIAL = "serial"
Workers = Annotated[int, Meta(ge=1, le=1_000_000)]
Items = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Copy = Annotated[int, Meta(ge=0, le=1)]
Work = tuple[str, str, str | None, str, int, tuple[tuple[str, str | float], ...]]


@dataclass(frozen=True)
class Trial:
    """One cell: experiment × workload × strategy × workers × parameters × target."""

    experiment: str
    workload: str | None  # None where the experiment has none
    strategy: str | None
    start_method: str | None
    workers: Workers
    size: str  # "small" or "full"
    items: Annotated[
        int, Meta(ge=0, le=1_000_000_000)
    ]  # items of work in each timed value: the same for every strategy, worker count and target of a kind
    target: str  # Target.id
    copy: Annotated[int, Meta(ge=0, le=1)] = (
        0  # 1: the same trial once more, only to see by how much identical trials differ
    )
    parameters: tuple[tuple[str, str | float], ...] = ()  # names and values that are the experiment's own, in order

    @property
    def strategy_label(self) -> str:
        """The strategy with its start method: `process_pool[fork]`; empty without one."""
        return label(self.strategy, self.start_method) if self.strategy else ""

    @property
    def parameter_text(self) -> str:
        """The parameters as names show them: `beside=primes&interval=0.005`; empty without any."""
        return "&".join(f"{name}={value}" for name, value in self.parameters)

    @cached_property  # a large run looks trials up by their names very often
    def name(self) -> str:
        """The name that it has in every target, and in the pyperf files."""
        parts = (self.experiment, self.workload, self.strategy_label, str(self.workers))
        parameters = f"?{self.parameter_text}" if self.parameters else ""
        return "/".join(part for part in parts if part) + parameters + ("#2" if self.copy else "")

    @property
    def original(self) -> "Trial":
        """The trial that this one is a copy of; itself if it is none."""
        return replace(self, copy=0)

    @cached_property
    def work(self) -> Work:
        """What is done, whatever the strategy: a trial is held against serial code of the same work."""
        return self.experiment, self.target, self.workload, self.size, self.items, self.parameters

    @cached_property
    def id(self) -> str:
        """Unique within a run."""
        return f"{self.target}/{self.name}"


@dataclass(frozen=True)
class Skip:
    """A combination that cannot be, known before anything runs."""

    trial: Trial
    reason: str


@dataclass(frozen=True)
class OverBudget:
    """Trials that gilbench would have chosen, had the budget had room for them."""

    trials: tuple[Trial, ...]
    budget: Annotated[float, Meta(ge=0, le=1e9)]  # seconds that would have had, about

    @property
    def option(self) -> str:
        """The option that asks for such a budget: `--budget 7m`."""
        return f"--budget {max(1, math.ceil(self.budget / 60))}m"


@dataclass(frozen=True)
class Plan:
    """Everything that a run will measure, will not measure, and why."""

    trials: tuple[Trial, ...]
    skips: tuple[Skip, ...]
    left_out: tuple[Trial, ...]  # could be measured, but are outside the chosen suite
    copies: tuple[Trial, ...] = ()  # of some of the trials: what they differ by is the noise floor
    spares: tuple[tuple[Trial, ...], ...] = ()  # for each copy, in their order, those that take its place if it fails
    over_budget: OverBudget | None = None  # None: nothing, or a run of before there was such a choice

    @property
    def measured(self) -> tuple[Trial, ...]:
        """The trials and their copies: what a round runs, spares that were never needed left out."""
        return self.trials + self.copies

    @property
    def possible(self) -> tuple[Trial, ...]:
        """What a round may run, each once: spares too, whether they were needed or not."""
        return tuple(dict.fromkeys((*self.measured, *chain.from_iterable(self.spares))))
