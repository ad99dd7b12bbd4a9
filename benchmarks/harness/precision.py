"""Time to precision: how long gilbench and pyperf take until twelve trials are known to ±5 %.

gilbench measures four workloads serially, in two threads and in two processes, until `--precision` is reached or the
budget is spent; several times, since it stops sooner or later by chance. pyperf then measures the same twelve pieces of
work once on its default schedule, which ends when it ends, or at the limit. Prints the wall time of the commands, their
ratio, and the widest 95 % intervals that their values allow: of the eight speed-ups, on which gilbench decides when to
stop, and of the twelve times in seconds. pyperf's are Student's t over its processes, and Welch's t where two trials
are compared; they know nothing of what changed between two trials.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import signal
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = [by_gilbench(folder / str(number), options, number) for number in range(options.repeats)]
        theirs = by_pyperf(folder, run_folder.load(folder / "0"), options)
    rows = [each.row(options.precision) for each in (*ours, theirs)]
    sys.stdout.write(tables.text([("tool", "wall time", "speed-ups", "seconds", "reached"), *rows]))
    sys.stdout.write(f"{verdict(ours, theirs, options.precision)}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--repeats", type=int, default=3, help="of gilbench (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the order in its first run (default: %(default)s)")
    parser.add_argument("--budget", default="1m", help="of a gilbench run (default: %(default)s)")
    parser.add_argument(
        "--limit", type=float, default=240.0, help="seconds for pyperf, then it is ended (default: 240)"
    )
    parser.add_argument("--precision", type=float, default=0.05, help="a share (default: %(default)s)")
    parser.add_argument("--pyperf", default="", help="pyperf's options, in one word (default: none)")
    return parser.parse_args()


def by_gilbench(folder: Path, options: argparse.Namespace, number: int) -> Measured:
    """Run gilbench into the folder until it is precise enough; return what that took."""
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    command = [sys.executable, "-m", "gilbench", "run", *WORKLOADS, "--python", sys.executable]
    command += ["--experiment", "throughput"]
    command += ["--strategy", "thread_executor", "--strategy", f"process_executor[{method}]"]
    command += ["--workers", str(WORKERS), "--precision", str(options.precision), "--budget", options.budget]
    wall = _wall([*command, "--seed", str(options.seed + number), "--out", str(folder)])
    run = run_folder.load(folder)
    experiments = find()
    summaries = experiments.evidence(run).summaries.values()
    seconds = [in_seconds(each.rounds) for each in summaries if each.state == "ok"]
    speedups = (
        each.half_width
        for each in pairs(run, experiments.rules(run.manifest))
        if each.base.strategy == SERIAL != each.other.strategy
    )
    return Measured("gilbench run", wall, max(speedups, default=math.inf), widest(seconds))


def by_pyperf(folder: Path, run: StoredRun, options: argparse.Namespace) -> Measured:
    """Measure the trials of the run on pyperf's schedule, as far as it gets within the limit."""
    (target,) = run.manifest.targets
    trials = run.manifest.plan.trials
    work, out = folder / "work.jsonl", folder / "pyperf.json"
    work.write_text("".join(f"{plain_work.of(trial, target).as_json()}\n" for trial in trials), encoding="utf-8")
    command = [sys.executable, str(PYPERF_SCRIPT), "--work", str(work), "--quiet", "--output", str(out)]
    tool = f"pyperf {options.pyperf}".strip()
    try:
        wall = _wall([*command, *options.pyperf.split()], options.limit)
    except subprocess.TimeoutExpired:
        return Measured(tool, options.limit, math.inf, math.inf)
    names = {trial.name: (str(trial.workload), str(trial.strategy)) for trial in trials}
    suite = pyperf.BenchmarkSuite.load(str(out))
    processes = {names[each.get_name()]: process_means(each) for each in suite.get_benchmarks()}
    return Measured(
        tool,
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


def verdict(ours: Sequence[Measured], theirs: Measured, precision: float) -> str:
    """Say how many times faster gilbench was, or why that cannot be said."""
    missed = sum(each.speedups > precision for each in ours)
    if missed:
        return f"gilbench did not reach ±{precision:.0%} within its budget in {missed} of {len(ours)} runs"
    at_least = "" if theirs.speedups <= precision else f"at least (pyperf did not reach ±{precision:.0%}) "
    ratios = sorted(theirs.wall / each.wall for each in ours)
    between = f" ({ratios[0]:.1f} to {ratios[-1]:.1f})" if len(ratios) > 1 else ""
    return f"gilbench was {at_least}{statistics.median(ratios):.1f} times faster{between}"


def _wall(command: Sequence[str], limit: float | None = None) -> float:
    """Return the seconds that a command takes; raises TimeoutExpired when it and what it started ended at the limit."""
    begun = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=limit)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with exit code {process.returncode}: {said}")
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
