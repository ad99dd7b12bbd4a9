"""Print how far the idle-machine speed-up moves when other programs take the CPUs, beside what the wall's does.

    python benchmarks/truth/idle.py --python 3.13 --python 3.13t --repeats 3

Every repeat is one `gilbench run` under each number of hogs. Goal: with hogs within 5 % of its value without.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from truth.load import hogs

WORKLOADS = ("primes", "crc32_released")  # one that keeps the GIL, one that releases it
STRATEGIES = ("thread", "process_executor[fork]")


class Row(NamedTuple):
    """What stays the same under every load."""

    target: str
    workload: str
    strategy: str


class SpeedUps(NamedTuple):
    """Two answers of one run."""

    wall: float
    idle: float


def measure(pythons: list[str], budget: float, out: Path, like: Path | None) -> dict[Row, SpeedUps]:
    """Make one run, and return what it says of each trial with two workers."""
    command = [sys.executable, "-m", "gilbench", "run", *WORKLOADS, "--workers", "2", "--precision", "1%"]
    command += [part for python in pythons for part in ("--python", python)]
    command += [part for strategy in STRATEGIES for part in ("--strategy", strategy)]
    command += ["--budget", f"{budget:g}s", "--out", str(out), *(("--like", str(like)) if like else ())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"gilbench run ended with {done.returncode}: {done.stderr.strip()}")
    with (out / "results.csv").open(encoding="utf-8", newline="") as lines:
        return {
            Row(row["target"], row["workload"], row["strategy"]): SpeedUps(
                float(row["speedup"]), float(row["idle_speedup"])
            )
            for row in csv.DictReader(lines)
            if row["workers"] == "2" and row["idle_speedup"]
        }


def line(row: Row, busy: int, seen: list[SpeedUps], quiet: float) -> str:
    """Return one line of the table: medians over the repeats, and what is to be within 5 %."""
    wall, idle = (statistics.median(values) for values in zip(*seen))
    spread = f"{min(each.idle for each in seen):.2f}–{max(each.idle for each in seen):.2f}"
    head = f"{row.target:9} {row.workload:15} {row.strategy:24} {busy:4d}"
    return f"{head}  {wall:5.2f}  {idle:5.2f}  {spread:>9}  {idle / quiet - 1:+7.1%}"


def main() -> None:
    """Measure with the loads in turn, then print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--python", action="append", required=True, help="a target of gilbench; may be repeated")
    parser.add_argument("--hogs", type=int, nargs="*", default=[1, 2], help="CPU-bound processes beside it; 0 always")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--budget", type=float, default=60.0, help="seconds of each run")
    asked = parser.parse_args()
    seen: dict[tuple[Row, int], list[SpeedUps]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        like = None
        for repeat in range(asked.repeats):
            for busy in (0, *asked.hogs):
                out = Path(folder, f"{repeat}-{busy}")
                with hogs(busy):
                    found = measure(asked.python, asked.budget, out, like)
                for row, speedups in found.items():
                    seen[row, busy].append(speedups)
                like = like or out
    sys.stdout.write(f"{'target':9} {'workload':15} {'strategy':24} hogs   wall   idle  (min–max)  against none\n")
    for row, busy in sorted(seen):
        quiet = statistics.median(each.idle for each in seen[row, 0])
        sys.stdout.write(f"{line(row, busy, seen[row, busy], quiet)}\n")


if __name__ == "__main__":
    main()
