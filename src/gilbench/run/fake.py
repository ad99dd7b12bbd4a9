"""A runner with exact timings, for tests and for `--dry-run`: everything but the measuring is real."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyperf

from gilbench.inside.schema import Sample, Surroundings
from gilbench.plan.trial import Trial
from gilbench.run.runner import Repetition
from gilbench.store.records import Outcome


def ideal(trial: Trial) -> float:
    """Return the seconds of a world without a GIL and without overhead: 50 ms an item, divided by the workers."""
    return 0.05 * trial.items / trial.workers


@dataclass
class FakeRunner:
    """Returns the seconds it is told, at once.

    `seconds` gives the time of a trial; `outcomes` replaces whole outcomes by trial id. `ran` is the order of calls.
    """

    repetition: Repetition = field(default_factory=lambda: Repetition(values=2, warmups=1, timeout=60.0))
    seconds: Callable[[Trial], float] = ideal
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    ran: list[Trial] = field(default_factory=list)

    def run(self, trial: Trial) -> Outcome:
        """Return the outcome of one trial in one round."""
        self.ran.append(trial)
        if trial.id in self.outcomes:
            return self.outcomes[trial.id]
        seconds = self.seconds(trial)
        samples = tuple(_sample(seconds, trial) for _ in range(self.repetition.values))
        surroundings = Surroundings(
            gil_before=True,
            gil_after=True,
            jit="absent",
            switch_interval=0.005,
            affinity=[0, 1],
            start_method=trial.start_method,
        )
        calls = self.repetition.values + self.repetition.warmups
        return Outcome("ok", "", "", samples, surroundings, seconds * calls, _suite(trial, seconds, self.repetition))


def _sample(seconds: float, trial: Trial) -> Sample:
    return Sample(
        seconds=seconds,
        cpu_seconds=seconds * trial.workers,
        voluntary=0,
        involuntary=0,
        overlap=1.0,
        start_skew=0.0,
    )


def _suite(trial: Trial, seconds: float, repetition: Repetition) -> dict[str, Any]:
    run = pyperf.Run(
        [seconds] * repetition.values,
        warmups=[(1, seconds)] * repetition.warmups,
        metadata={"name": trial.name, "unit": "second", "loops": 1},
        collect_metadata=False,
    )
    text = io.StringIO()
    pyperf.BenchmarkSuite([pyperf.Benchmark([run])]).dump(text)
    suite: dict[str, Any] = json.loads(text.getvalue())
    return suite
