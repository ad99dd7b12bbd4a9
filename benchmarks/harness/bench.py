"""One trial of one interpreter, ready to be run again and again, outside of any run folder."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from gilbench.experiments.discovery import find
from gilbench.interpreters import description
from gilbench.interpreters.description import Question
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked as Request
from gilbench.plan.make import make
from gilbench.plan.trial import Trial
from gilbench.processes import process, scratch, staging, temporary
from gilbench.run import asking, calibration
from gilbench.run.runner import TAIL, Files, Repetition, SubprocessRunner, command, request
from gilbench.settings import Settings
from gilbench.store.records import Outcome

WORKERS = 2
TIMEOUT = 60.0


@dataclass(frozen=True)
class Asked:
    """The interpreter to measure."""

    executable: str
    spec: str = "the interpreter asked for"
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bench:
    """A target, what it needs to run, and the trial."""

    target: Target
    staged: Path
    folder: Path
    trial: Trial

    @property
    def pyperf_file(self) -> Path:
        """Where to put what pyperf wrote: a trial's own file goes with it."""
        return self.folder / "pyperf.json"

    def run(self, values: int) -> Outcome:
        """Run the trial as a round of a normal run does, but with so many values."""
        repetition = Repetition(values, TIMEOUT)
        return SubprocessRunner({self.target.id: self.target}, self.staged, self.folder / "work", repetition).run(
            self.trial
        )

    def trial_saying(self, *options: str) -> str:
        """Run the trial once with these options of the interpreter; return what it printed."""
        empty = scratch.emptied(self.folder / "work")
        files = Files(empty.parent / "pyperf.json", empty.parent / "metrics.jsonl")
        repetition = Repetition(1, TIMEOUT)
        asked = request(self.target, self.trial, files, repetition, {self.trial.experiment})
        executable, *words = command(self.target, asked, repetition)
        with temporary.of_targets(empty.parent) as own:
            environment = staging.environment(self.staged, self.target.environment, {}, own)
            ended = process.run([executable, *options, *words], environment=environment, folder=empty, timeout=TIMEOUT)
        if ended.code:
            sys.exit(f"the trial was lost: {ended.printed.end()[-TAIL:]}")
        return ended.printed.beginning()

    def python(self, *arguments: str) -> str:
        """Run code, and its arguments, in the target as a trial sees it; return what it printed."""
        return self.start("-c", *arguments)

    def start(self, *arguments: str) -> str:
        """Start the target as a trial does, with these arguments; return what it printed."""
        command = [self.target.executable, *arguments]
        with temporary.of_targets(self.folder) as own:
            environment = staging.environment(self.staged, self.target.environment, {}, own)
            return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout

    def python_seconds(self, code: str) -> float:
        """Return the wall time of running some code in the target."""
        start = time.perf_counter()
        self.python(code)
        return time.perf_counter() - start


def prepared(folder: Path, executable: str, workload: str, strategy: str) -> Bench:
    """Stage and describe the interpreter, and plan the trial."""
    known = find()
    staged = asking.stage(folder / "stage", known)
    question = Question(staged, [staging.built_in_workloads()], probes=("serial", strategy))
    target = description.describe(Asked(executable), question)
    if not isinstance(target, Target):
        sys.exit(target.reason)
    settings = Settings(globs=(workload,), strategies=(strategy,), workers=(WORKERS,))
    asked = Request(settings, WORKERS, (WORKERS,), {})
    planners = known.only({"throughput"}).planners
    items = calibration.expected(make(asked, [target], planners), [target], asked.workers, {})
    plan = make(replace(asked, items=items), [target], planners)
    trial = next(each for each in plan.trials if each.strategy_label == strategy)
    return Bench(target, staged, folder, trial)
