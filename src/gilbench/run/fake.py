"""A runner with made-up timings, for tests and for `--dry-run`: everything but the measuring is real."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pyperf

from gilbench.inside.experiment import Call
from gilbench.inside.schema import Surroundings, WorkerTime
from gilbench.plan.trial import Trial
from gilbench.run.runner import Repetition
from gilbench.store import suites
from gilbench.store.records import Outcome, StoredCall


def ideal(trial: Trial) -> float:
    """Return the seconds of a world without a GIL and without overhead: 50 ms an item, divided by the workers."""
    return 0.05 * trial.items / trial.workers


def exact(trial: Trial, seconds: float) -> Call:
    """Return a call of throughput that took exactly so many seconds, all of them on CPUs."""
    workers = [WorkerTime(seconds, seconds, 0.0, 0, 0, trial.items // trial.workers)] * trial.workers
    seen = {"cpu_seconds": seconds * trial.workers, "voluntary": 0, "involuntary": 0, "overlap": 1.0, "start_skew": 0.0}
    return Call(seconds, workers, seen)


@dataclass
class FakeRunner:
    """Returns what it is told, at once.

    `seconds` gives the time of a trial of throughput, `calls` whole calls in its place; `outcomes` replaces whole
    outcomes by trial id. `ran` is the order of calls.
    """

    repetition: Repetition = field(default_factory=lambda: Repetition(values=2, timeout=60.0))
    seconds: Callable[[Trial], float] = ideal
    calls: Callable[[Trial], Call] | None = None
    of_items: frozenset[str] = frozenset()  # experiments whose calls are made of the items of their trial
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    ran: list[Trial] = field(default_factory=list)

    def run(self, trial: Trial) -> Outcome:
        """Return the outcome of one trial in one round."""
        self.ran.append(trial)
        if trial.id in self.outcomes:
            return self.outcomes[trial.id]
        made = [self._call(trial) for _ in range(self.repetition.values)]
        surroundings = Surroundings(
            gil_before=True,
            gil_after=True,
            jit="absent",
            switch_interval=0.005,
            affinity=[0, 1],
            start_method=trial.start_method,
            notes=[],
        )
        elapsed = made[0].seconds * self.repetition.values
        inner_loops = trial.items if trial.experiment in self.of_items else None
        suite = _suite(trial.name, [each.seconds for each in made], inner_loops)
        return Outcome(
            "ok", "", "", tuple(map(_stored, made)), surroundings, elapsed, suite, warmed=suites.warmed(suite)
        )

    def _call(self, trial: Trial) -> Call:
        return self.calls(trial) if self.calls is not None else exact(trial, self.seconds(trial))


def _stored(call: Call) -> StoredCall:
    return StoredCall(call.seconds, tuple(call.workers), msgspec.to_builtins(call.seen))


def _suite(name: str, seconds: list[float], inner_loops: int | None) -> dict[str, Any]:
    divided = {} if inner_loops is None else {"inner_loops": inner_loops}
    run = pyperf.Run(
        [each / (inner_loops or 1) for each in seconds],
        metadata={"name": name, "unit": "second", "loops": 1, **divided},
        collect_metadata=False,
    )
    text = io.StringIO()
    pyperf.BenchmarkSuite([pyperf.Benchmark([run])]).dump(text)
    suite: dict[str, Any] = json.loads(text.getvalue())
    return suite
