"""The trials of grain in a run: which there are, and how they are told apart."""

from collections.abc import Iterator
from typing import NamedTuple

from gilbench.analysis.summary import Summary
from gilbench.experiments.grain.records import EVEN, LONG, ONE, OWN, PER_WORKER, SHORT, UNEVEN
from gilbench.inside.globs import label
from gilbench.inside.opening import DEFAULT
from gilbench.inside.schema import StrategyInfo
from gilbench.plan.trial import SERIAL, Trial

NAME = "grain"
PROCESSES = label("process_executor", DEFAULT)  # what its sentences are about
CORE = ("thread_executor", PROCESSES, label("process_pool", DEFAULT), "interpreter_executor")
_CHOOSE = ("thread_pool", label("process_pool", DEFAULT))  # their `map` has chunks of its own
_CHUNKED = (*CORE, "thread_pool")
DEAL_BEFOREHAND = ("thread", "raw_thread", "process")  # to workers that they start for each use


class Kind(NamedTuple):
    """What a trial does beside its strategy."""

    tasks: str
    chunk: str
    work: float  # seconds for each worker

    @property
    def parameters(self) -> tuple[tuple[str, str | float], ...]:
        """Its parameters as a trial has them."""
        return tuple(self._asdict().items())


USUAL = Kind(EVEN, ONE, SHORT)


def kinds(strategy: StrategyInfo) -> Iterator[Kind]:
    """Yield what is asked of a strategy as a whole; serial code is beside every strategy, and no trial."""
    name = label(strategy.name, strategy.start_method)
    if strategy.family == SERIAL:
        return
    yield USUAL
    if name in CORE:
        yield Kind(EVEN, ONE, LONG)
    if name in _CHUNKED:
        yield Kind(EVEN, PER_WORKER, SHORT)
        yield Kind(UNEVEN, ONE, SHORT)
        yield Kind(UNEVEN, PER_WORKER, SHORT)
    if name in _CHOOSE:
        yield Kind(EVEN, OWN, SHORT)
        yield Kind(UNEVEN, OWN, SHORT)


def kind_of(trial: Trial) -> Kind:
    """Return what a trial does beside its strategy."""
    found = dict(trial.parameters)
    return Kind(str(found["tasks"]), str(found["chunk"]), float(found["work"]))


def takes_turns(summary: Summary) -> bool:
    """Tell whether workers share one GIL, so that no length of such tasks can pay."""
    return summary.strategy.shares_memory and summary.gil_enabled


def usual(summary: Summary) -> bool:
    """Tell whether a trial hands over even tasks of a short amount of work one by one."""
    return kind_of(summary.trial) == USUAL
