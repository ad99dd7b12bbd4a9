"""Where the wall time of one trial goes that is not in its timed section.

Prints, as medians over some calls, the seconds and the share of: starting two bare interpreters (pyperf's manager and
its worker), their imports, making the pool and proving it warm, the timed calls themselves, and the rest (the pool's
end, pyperf's metadata and files, the wait for helper processes).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gilbench import interpreters, plan, staging
from gilbench.interpreters import Question, Target
from gilbench.plan import Trial
from gilbench.run import Repetition, SubprocessRunner
from gilbench.settings import Settings

WORKERS = 2
REPETITION = Repetition(values=2, warmups=1, timeout=60.0)
MANAGER = "import gilbench.target.trial, pyperf, gilbench.target.lifeline"
WORKER = "import gilbench.target.trial, pyperf, pyperf._collect_metadata, gilbench.target.worker"
POOL = """
import sys, time
from gilbench.target import loading, warmth
from gilbench.target.experiments.throughput import opened
from gilbench.target.registry import Registry
file, name, method, workers = sys.argv[1:]
registry = Registry()
loading.load(file, registry)
strategy = registry.strategies[name]
start = time.perf_counter()
with opened(strategy, int(workers), method or None) as run:
    warmth.prove(run, int(workers), runs_async=strategy.runs_async)
    print(time.perf_counter() - start)
"""


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
    work: Path
    trial: Trial

    def trial_seconds(self) -> tuple[float, float]:
        """Run the trial; return the seconds of all of it and of its timed calls."""
        outcome = SubprocessRunner({self.target.id: self.target}, self.staged, self.work, REPETITION).run(self.trial)
        if outcome.pyperf is None:
            sys.exit(f"the trial was lost: {outcome.reason}")
        (run,) = outcome.pyperf["benchmarks"][0]["runs"]
        return outcome.elapsed, sum(run["values"]) + sum(seconds for _, seconds in run["warmups"])

    def python_seconds(self, code: str) -> float:
        """Return the wall time of running some code in the target."""
        start = time.perf_counter()
        self._python(code)
        return time.perf_counter() - start

    def pool_seconds(self) -> float:
        """Return the seconds that the trial's strategy needs to have all its workers up."""
        trial = self.trial
        info = next(
            each
            for each in self.target.catalogue.strategies
            if (each.name, each.start_method) == (trial.strategy, trial.start_method)
        )
        return float(self._python(POOL, info.file, info.name, info.start_method or "", str(trial.workers)))

    def _python(self, code: str, *arguments: str) -> str:
        command = [self.target.executable, "-c", code, *arguments]
        environment = staging.environment(self.staged, self.target.environment)
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """Measure and print the breakdown of each strategy asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--python", default=sys.executable, help="path of the interpreter (default: this one)")
    parser.add_argument("--workload", default="primes", help="default: %(default)s")
    parser.add_argument("--strategy", action="append", help="default: thread_executor and process_executor[fork]")
    parser.add_argument("--calls", type=int, default=7, help="how often each part is measured (default: %(default)s)")
    options = parser.parse_args()
    for strategy in options.strategy or ["thread_executor", "process_executor[fork]"]:
        with tempfile.TemporaryDirectory() as name:
            bench = prepared(Path(name), options.python, options.workload, strategy)
            sys.stdout.write(f"{bench.trial.name} on {bench.target.id}, medians of {options.calls}:\n")
            sys.stdout.write(text(measured(bench, options.calls)))


def prepared(folder: Path, executable: str, workload: str, strategy: str) -> Bench:
    """Stage and describe the interpreter, and plan the trial."""
    staged = staging.stage(folder / "stage")
    question = Question(staged, [staging.built_in_workloads()], probes=("serial", strategy))
    target = interpreters.describe(Asked(executable), question)
    if not isinstance(target, Target):
        sys.exit(target.reason)
    settings = Settings(globs=(workload,), strategies=(strategy,), workers=(WORKERS,))
    trial = next(each for each in plan.make(settings, [target], WORKERS).trials if each.strategy_label == strategy)
    return Bench(target, staged, folder / "work", trial)


def measured(bench: Bench, calls: int) -> dict[str, float]:
    """Return the seconds of each part of a trial."""
    whole, timed = (statistics.median(part) for part in zip(*(bench.trial_seconds() for _ in range(calls))))
    bare = _median(bench, "pass", calls)
    parts = {
        "two bare interpreters": 2 * bare,
        "imports of the manager": _median(bench, MANAGER, calls) - bare,
        "imports of the worker": _median(bench, WORKER, calls) - bare,
        "pool made and proven warm": statistics.median(bench.pool_seconds() for _ in range(calls)),
        "timed calls": timed,
    }
    return {**parts, "rest": whole - sum(parts.values()), "whole": whole}


def _median(bench: Bench, code: str, calls: int) -> float:
    return statistics.median(bench.python_seconds(code) for _ in range(calls))


def text(parts: Mapping[str, float]) -> str:
    """Return the parts as lines of text."""
    return "".join(
        f"  {name:27}{seconds * 1000:7.0f} ms {seconds / parts['whole']:6.0%}\n" for name, seconds in parts.items()
    )


if __name__ == "__main__":
    main()
