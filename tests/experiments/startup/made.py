"""Stored runs of startup with invented times: nothing here was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.experiments import stored
from tests.experiments.stored import STEADY
from tests.simulated import target

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.discovery import find
from gilbench.experiments.startup.records import Seen
from gilbench.inside.experiment import Call
from gilbench.inside.schema import StrategyInfo
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome

EXPERIMENTS = find().only({"startup"})
MIB = 1 << 20

SHAKEN = (0.5, 0.7, 1.0, 1.0, 1.4, 2.0)
PYTHON_NAMES = {
    "thread_executor": "ThreadPoolExecutor",
    "process_pool": "Pool",
    "process_executor": "ProcessPoolExecutor",
    "interpreter_executor": "InterpreterPoolExecutor",
}


def strategy(label: str, family: str = "processes", **changes: Any) -> StrategyInfo:
    name, _, method = label.rstrip("]").partition("[")
    info = StrategyInfo(
        name=name,
        start_method=method or None,
        file="/home/someone/strategies.py",
        family=family,
        shares_memory=family == "threads",
        runs_async=False,
        missing=None,
        python_name=PYTHON_NAMES.get(name, ""),
    )
    return replace(info, **changes)


STRATEGIES = (
    strategy("serial", "serial"),
    strategy("raw_thread", "threads"),
    strategy("thread_executor", "threads"),
    *(strategy(f"{name}[{method}]") for name in ("process_pool", "process_executor") for method in ("fork", "spawn")),
    strategy("interpreter_executor", "interpreters"),
)


def seen(cold: float = 0.005, repeats: Sequence[float] = STEADY, **changes: Any) -> Seen:
    """Return what a call saw: warm is a tenth of cold, teardown a fifth, and the first start is twice as long."""
    made = Seen(
        first_start=2 * cold,
        first_results=[0.8 * cold * each for each in repeats],
        cold=[cold * each for each in repeats],
        warm=[0.1 * cold * each for each in repeats],
        teardown=[0.2 * cold * each for each in repeats],
        memory_per_worker=3.0 * MIB,
        memory_kept=1.0 * MIB,
        memory_reason=None,
        start_method=None,
        workers=2,
    )
    return replace(made, **changes)


def call(cold: float = 0.005, repeats: Sequence[float] = STEADY, **changes: Any) -> Call:
    return Call(cold, [], seen(cold, repeats, **changes))


def outcome(*arguments: Any, **changes: Any) -> Outcome:
    """Return the outcome of one round."""
    return stored.outcome(call(*arguments, **changes))


def trial(name: str, size: str = "full") -> Trial:
    """Return the trial of "3.13/process_executor[default]/2"."""
    target_id, label, workers = name.split("/")
    way, _, method = label.rstrip("]").partition("[")
    return Trial("startup", None, way, method or None, int(workers), size, int(workers), target_id)


def evidence(rounds: Mapping[str, Iterable[Outcome]], size: str = "full", **more: Any) -> Evidence:
    """Return the evidence of a run of these trials, with their outcomes round by round."""
    return EXPERIMENTS.evidence(stored.run(partial(trial, size=size), rounds, interpreter=interpreter, **more))


def interpreter(name: str, **changes: Any) -> Any:
    """Return a target that knows the strategies of this file; from 3.14 on it starts processes by a server."""
    newer = name.startswith("3.14")
    method = {"default_start_method": "forkserver"} if newer else {}
    made = target(name, **{**method, **changes})
    return replace(made, catalogue=replace(made.catalogue, strategies=list(STRATEGIES)))


def decided(*arguments: Any, **more: Any) -> stored.Decided:
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    return stored.decided(evidence(*arguments, **more), EXPERIMENTS.claims)
