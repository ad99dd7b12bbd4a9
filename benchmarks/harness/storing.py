"""What it costs to store a trial, early and late in a long run, and to read the run again.

Prints the median time of storing the first ten, the middle ten and the last ten records, each as a ratio to the first
ten; then the seconds for loading the run and for putting its pyperf files together. The plan is that of this
interpreter with its own workloads; the timings in it are invented.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gilbench.experiments.discovery import find
from gilbench.interpreters import description
from gilbench.interpreters.description import Question
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.processes import staging
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings
from gilbench.store import pyperf_files, run_folder
from gilbench.store.journal import Journal
from gilbench.store.records import SCHEMA, Manifest, Record

TEN = 10
WORKERS = (1, 2, 4)


@dataclass(frozen=True)
class Host:
    """The interpreter that runs this script."""

    spec: str = "this interpreter"
    executable: str = sys.executable
    environment: dict[str, str] = field(default_factory=dict)


def main() -> None:
    """Store the records and print what that cost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--records", type=int, default=10_000, help="trials × rounds (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest = manifest_of(describe(folder))
        run_folder.write_manifest(folder, manifest)
        costs = list(stored(folder, manifest, max(3 * TEN, options.records)))
        loading = time.perf_counter()
        run = run_folder.load(folder)
        assembling = time.perf_counter()
        pyperf_files.write(run, of_items=())
        done = time.perf_counter()
        size = (folder / run_folder.JOURNAL).stat().st_size
    sys.stdout.write(text(costs, size) + f"loading: {assembling - loading:.2f} s\n")
    sys.stdout.write(f"pyperf files: {done - assembling:.2f} s for {len(manifest.plan.trials)} trials\n")


def describe(folder: Path) -> Target:
    """Return this interpreter as a target."""
    question = Question(staging.stage(folder / "stage"), [staging.built_in_workloads()], probes=("serial", "thread*"))
    target = description.describe(Host(), question)
    if not isinstance(target, Target):
        sys.exit(target.reason)
    return target


def manifest_of(target: Target) -> Manifest:
    """Return the manifest of a run of everything that threads can do."""
    settings = Settings(suite="full", workers=WORKERS, strategies=("thread*",))
    asked = Asked(settings, max(WORKERS), tuple(WORKERS), {})
    return Manifest(
        schema=SCHEMA,
        gilbench="",
        created="",
        command=(),
        invented=True,
        settings={},
        seed=0,
        values=2,
        usable_cpus=max(WORKERS),
        machine={},
        targets=(target,),
        unusable=(),
        plan=make(asked, [target], find().only({"throughput"}).planners),
    )


def stored(folder: Path, manifest: Manifest, count: int) -> Iterator[float]:
    """Store so many records, round by round; yield the seconds that each took."""
    runner = FakeRunner()
    cells = ((number, trial) for number in itertools.count(1) for trial in manifest.plan.trials)
    journal = Journal(folder / run_folder.JOURNAL)
    for number, trial in itertools.islice(cells, count):
        record = Record(trial.id, number, runner.run(trial))
        start = time.perf_counter()
        journal.append(record)
        yield time.perf_counter() - start
    journal.close()


def text(costs: Sequence[float], size: int) -> str:
    """Return the costs as lines of text."""
    middle = (len(costs) - TEN) // 2
    parts = {"first": costs[:TEN], "middle": costs[middle : middle + TEN], "last": costs[-TEN:]}
    first = statistics.median(parts["first"])
    lines = [f"{len(costs)} records, {size / 1e6:.1f} MB"]
    for name, part in parts.items():
        median = statistics.median(part)
        lines.append(f"storing one of the {name} {TEN}: {median * 1e6:.0f} µs, {median / first:.2f} × the first")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
