"""Which part of the matrix a run measures by default: what decides a sentence of the verdict. Pure.

The rule, on every target:

- every class of work is represented by its lead, and by the other side of the lead's pair;
- each of these runs serially, in threads, and in processes (the hardware ceiling) at the largest worker count; these
  processes start as the interpreter starts them for whoever names no start method;
- the leads of pure-Python work and of waiting run under every strategy, and under threads at every worker count,
  because the sentences about strategies, pools and scaling rest on them; the former with all start methods tried;
- work of which nobody says what it does is a class of its own, and runs in sub-interpreters as well, where there are
  any: who asks about a call of theirs wants to know every way to run it;
- the lead of waiting runs in more workers than there are CPUs instead, one way of each family and the executor of
  threads: of two that wait, everything is twice as fast.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gilbench.inside.registry import UNKNOWN
from gilbench.inside.schema import StrategyInfo, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.classes import PURE_PYTHON, WAITING, lead_of_classes, speakers

THREADS = "thread"
CEILING = "process_executor"
INTERPRETERS = "interpreter_executor"
START_METHODS = ("fork", "forkserver", "spawn")  # in this order where an interpreter's default was not measured
IN_THE_SPOTLIGHT = (PURE_PYTHON, WAITING)
_WIDER = (THREADS, "thread_executor", CEILING, INTERPRETERS, "asyncio")


@dataclass(frozen=True)
class Core:
    """The core of one target's matrix."""

    speakers: frozenset[str]  # names of the workloads that represent a class
    spotlight: frozenset[str]  # those of them that run under every strategy
    most_workers: int
    start_method: str  # of the ceiling
    waiting: str  # name of the workload that represents it; empty without one
    further: frozenset[str] = frozenset()  # names of those that run in sub-interpreters as well

    def contains(self, workload: WorkloadInfo, strategy: StrategyInfo, workers: int) -> bool:
        """Tell whether a combination is part of the core."""
        if workload.name not in self.speakers:
            return False
        if strategy.family == "serial":
            return True
        if workload.name == self.waiting and not self._usual(strategy):
            return False
        if workload.name in self.spotlight:
            return workers == self.most_workers or (strategy.name == THREADS and workers > 1)
        return workers == self.most_workers and self._of_every_speaker(workload, strategy)

    def _of_every_speaker(self, workload: WorkloadInfo, strategy: StrategyInfo) -> bool:
        is_ceiling = strategy.name == CEILING and strategy.start_method == self.start_method
        is_further = strategy.name == INTERPRETERS and workload.name in self.further
        return strategy.name == THREADS or is_ceiling or is_further

    def wider(self, workload: WorkloadInfo, strategy: StrategyInfo) -> bool:
        """Tell whether a workload runs under a strategy with more workers than there are CPUs."""
        return workload.name == self.waiting and strategy.name in _WIDER and self._usual(strategy)

    def _usual(self, strategy: StrategyInfo) -> bool:
        return strategy.start_method in (None, self.start_method)


def core_of(workloads: Sequence[WorkloadInfo], most_workers: int, start_method: str) -> Core:
    """Return the core for the workloads that were selected on one target, and the start method of its ceiling."""
    leads = lead_of_classes(workloads)
    spotlight = {leads[each].name for each in IN_THE_SPOTLIGHT if each in leads}
    waiting = leads[WAITING].name if WAITING in leads else ""
    unknown = frozenset(each.name for each in workloads if each.kind == UNKNOWN)
    return Core(speakers(workloads), frozenset(spotlight), most_workers, start_method, waiting, unknown)


def of_ceiling(target: Target, planned: Collection[str | None]) -> str:
    """Return the start method of the ceiling: the target's own; else the first that was planned, if any was."""
    own = target.facts.default_start_method
    return next((each for each in (own, *START_METHODS) if each in planned), own)
