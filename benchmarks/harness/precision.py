"""Time to precision: how long gilbench and pyperf take until twelve trials are known to ±5 %.

gilbench measures four workloads serially, in two threads and in two processes, until `--precision` is reached or the
budget is spent. pyperf then measures the same twelve pieces of work on its default schedule, which ends when it ends.
Prints the wall time of both commands, the ratio, and the widest 95 % intervals that their values allow: of the eight
speed-ups, on which gilbench decides when to stop, and of the twelve times in seconds. pyperf's are Student's t over
its processes, and Welch's t where two trials are compared; they know nothing of what changed between two trials.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import plain_work
import pyperf
import tables

from gilbench.analysis.intervals import geometric_mean
from gilbench.analysis.precision import pairs
from gilbench.analysis.ratios import Seconds
from gilbench.compare import contrast
from gilbench.experiments.discovery import find
from gilbench.machine import facts
from gilbench.model import Estimate
from gilbench.store import run_folder
from gilbench.store.records import StoredRun

WORKLOADS = ("primes", "sha256", "crc32_released", "sleep")
WORKERS = 2
SERIAL = "serial"
PYPERF_SCRIPT = Path(__file__).with_name("pyperf_trials.py")

Key = tuple[str, str]  # workload, strategy


@dataclass(frozen=True)
class Measured:
    """What a tool took, and how precise it is: half-widths of 95 % intervals (0.05: ± 5 %)."""

    tool: str
    wall: float  # seconds, of the whole command
    speedups: float  # the widest
    seconds: float  # the widest

    def row(self, precision: float) -> tuple[str, ...]:
        """Return it as cells of a table."""
        reached = "yes" if self.speedups <= precision else "no"
        return self.tool, f"{self.wall:.0f} s", f"±{self.speedups:.1%}", f"±{self.seconds:.1%}", reached


def main() -> None:
    """Measure with both tools and print what they took."""
    options = _options()
    sys.stdout.write(f"load average before: {facts.facts().get('load average', 'unknown')}\n")
    rows: list[Sequence[str]] = [("tool", "wall time", "speed-ups", "seconds", "reached")]
    verdicts = []
    for number in range(options.repeats):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            ours, run = by_gilbench(folder, options)
            theirs = by_pyperf(folder, run, options.pyperf.split())
        rows += [each.row(options.precision) for each in (ours, theirs)]
        verdicts.append(f"{number + 1}: {verdict(ours, theirs, options.precision)}\n")
    sys.stdout.write(tables.text(rows))
    sys.stdout.writelines(verdicts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--repeats", type=int, default=1, help="both tools so often (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of gilbench's order (default: %(default)s)")
    parser.add_argument("--budget", default="3m", help="of a gilbench run (default: %(default)s)")
    parser.add_argument("--precision", type=float, default=0.05, help="a share (default: %(default)s)")
    parser.add_argument("--pyperf", default="", help="pyperf's options, in one word (default: none)")
    return parser.parse_args()


def by_gilbench(folder: Path, options: argparse.Namespace) -> tuple[Measured, StoredRun]:
    """Run gilbench until it is precise enough; return what that took, and the run."""
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    command = [sys.executable, "-m", "gilbench.cli", "run", *WORKLOADS, "--python", sys.executable]
    command += ["--strategy", "thread_executor", "--strategy", f"process_executor[{method}]"]
    command += ["--workers", str(WORKERS), "--precision", str(options.precision), "--budget", options.budget]
    wall = _wall([*command, "--seed", str(options.seed), "--out", str(folder / "run")])
    run = run_folder.load(folder / "run")
    experiments = find()
    summaries = experiments.evidence(run).summaries.values()
    seconds = [in_seconds(each.rounds) for each in summaries if each.state == "ok"]
    speedups = (
        each.half_width
        for each in pairs(run, experiments.rules(run.manifest))
        if each.base.strategy == SERIAL != each.other.strategy
    )
    return Measured("gilbench run", wall, max(speedups, default=math.inf), widest(seconds)), run


def by_pyperf(folder: Path, run: StoredRun, pyperf_options: Sequence[str]) -> Measured:
    """Measure the trials of the run on pyperf's schedule."""
    (target,) = run.manifest.targets
    trials = run.manifest.plan.trials
    work, out = folder / "work.jsonl", folder / "pyperf.json"
    work.write_text("".join(f"{plain_work.of(trial, target).as_json()}\n" for trial in trials), encoding="utf-8")
    command = [sys.executable, str(PYPERF_SCRIPT), "--work", str(work), "--quiet", "--output", str(out)]
    wall = _wall([*command, *pyperf_options])
    names = {trial.name: (str(trial.workload), str(trial.strategy)) for trial in trials}
    suite = pyperf.BenchmarkSuite.load(str(out))
    processes = {names[each.get_name()]: process_means(each) for each in suite.get_benchmarks()}
    return Measured(
        f"pyperf {' '.join(pyperf_options)}".strip(),
        wall,
        widest(unpaired_speedups(processes)),
        widest(map(in_seconds, processes.values())),
    )


def process_means(benchmark: pyperf.Benchmark) -> Seconds:
    """Return the mean of the values of each of pyperf's processes, without those that only calibrated."""
    runs = [run.values for run in benchmark.get_runs() if run.values]
    return {number: statistics.fmean(values) for number, values in enumerate(runs)}


def unpaired_speedups(processes: Mapping[Key, Seconds]) -> list[Estimate]:
    """Return serial time ÷ strategy time of every workload and strategy, by Welch's t."""
    found = [
        contrast.unpaired(processes[workload, SERIAL], seconds)
        for (workload, strategy), seconds in processes.items()
        if strategy != SERIAL
    ]
    return [each.ratio for each in found if each is not None]


def in_seconds(rounds: Seconds) -> Estimate:
    """Return the geometric mean of the seconds of rounds or processes."""
    return geometric_mean([math.log(each) for each in rounds.values()])


def widest(estimates: Iterable[Estimate]) -> float:
    """Return the widest relative half-width, on the log scale; infinite without any, or if one has no interval."""
    widths = [
        math.inf if each.low is None or each.high is None else math.expm1(math.log(each.high / each.low) / 2)
        for each in estimates
    ]
    return max(widths, default=math.inf)


def verdict(ours: Measured, theirs: Measured, precision: float) -> str:
    """Say how many times faster gilbench was, or why that cannot be said."""
    if ours.speedups > precision:
        return f"gilbench did not reach ±{precision:.0%} within its budget"
    at_least = "" if theirs.speedups <= precision else f"at least (pyperf did not reach ±{precision:.0%}) "
    return f"gilbench was {at_least}{theirs.wall / ours.wall:.1f} times faster"


def _wall(command: Sequence[str]) -> float:
    begun = time.monotonic()
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ended.returncode:
        sys.exit(f"{' '.join(command)} ended with exit code {ended.returncode}: {ended.stdout}")
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
