"""What trials of throughput are for: what the rules of `claims` look up, what advice chooses among, and the rest. Pure.

It is about the most useful number of workers; other numbers, and other start methods than an interpreter's own, are
only shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gilbench.experiments.throughput.core import CEILING, THREADS, of_ceiling
from gilbench.interpreters.target import Target
from gilbench.plan.classes import (
    C_KEEPS_GIL,
    C_RELEASES_GIL,
    PURE_PYTHON,
    SHARED_READ,
    SHARED_WRITTEN,
    WAITING,
    lead_of_classes,
    of_its_own,
    others_of_pair,
    speakers,
    workload_class,
)
from gilbench.plan.rank import Rank, workers_told_of
from gilbench.plan.trial import SERIAL, Trial

NAME = "throughput"
_IN_SENTENCES = (PURE_PYTHON, C_RELEASES_GIL, C_KEEPS_GIL, WAITING, SHARED_READ, SHARED_WRITTEN)  # not mixed work
_POOLS = ("thread_pool", "thread_executor", "raw_thread")  # of `claims.pools`


def ranked(trials: Sequence[Trial], target: Target, usable_cpus: int) -> Mapping[str, Rank]:
    """Return the rank of each trial of throughput of one target, by its id."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id)]
    rules = _rules(here, target, usable_cpus)
    return {each.id: rules.rank(each) for each in here}


@dataclass(frozen=True)
class _Rules:
    """What the ranks of one target's trials depend on."""

    alone: frozenset[str]  # workloads whose serial code sentences are about
    told: frozenset[str]  # workloads whose threads they are about
    advised: frozenset[str]  # workloads that speak for a class
    python: str  # the lead of pure-Python work; empty without one
    ceilings: frozenset[str]  # workloads whose hardware ceiling a sentence may need
    workers: int
    ceiling: str  # start method
    own: str  # the target's default start method

    def rank(self, trial: Trial) -> Rank:
        workload = trial.workload or ""
        if trial.strategy == SERIAL:
            return Rank.DECIDES if workload in self.alone else Rank.ADVISES
        if trial.workers != self.workers:
            return Rank.SHOWS
        if workload in self.told and trial.strategy == THREADS:
            return Rank.DECIDES
        if workload in self.ceilings and (trial.strategy, trial.start_method) == (CEILING, self.ceiling):
            return Rank.DECIDES
        if workload == self.python and trial.strategy in _POOLS:
            return Rank.DECIDES
        return Rank.ADVISES if self._narrows_advice(trial) else Rank.SHOWS

    def _narrows_advice(self, trial: Trial) -> bool:
        """Whether advice chooses it, or names it as an exception of its class."""
        usual = trial.start_method in (None, self.own)
        return (usual and trial.workload in self.advised) or trial.strategy == THREADS


def _rules(here: Sequence[Trial], target: Target, usable_cpus: int) -> _Rules:
    names = {each.workload for each in here}
    planned = [each for each in target.catalogue.workloads if each.name in names]
    speaking = lead_of_classes(planned)
    leads = {name: lead.name for name, lead in speaking.items()}
    of_sentences = [lead for name, lead in speaking.items() if name in _IN_SENTENCES or of_its_own(name)]
    told = {name for lead in of_sentences for name in (lead.name, *others_of_pair(lead, planned))}
    return _Rules(
        alone=frozenset(told | {each.name for each in planned if workload_class(each) == PURE_PYTHON}),
        told=frozenset(told),
        advised=speakers(planned),
        python=leads.get(PURE_PYTHON, ""),
        ceilings=frozenset(_ceilings(leads, target)),
        workers=workers_told_of((each.workers for each in here), usable_cpus),
        ceiling=of_ceiling(target, {each.start_method for each in here if each.strategy == CEILING}),
        own=target.facts.default_start_method,
    )


def _ceilings(leads: Mapping[str, str], target: Target) -> Iterator[str]:
    """Yield the work of which a sentence may have to tell the GIL from a machine without a CPU to spare."""
    wanted = (PURE_PYTHON, C_RELEASES_GIL) if target.facts.gil_enabled else (PURE_PYTHON,)
    yield from (lead for name, lead in leads.items() if name in wanted or of_its_own(name))
