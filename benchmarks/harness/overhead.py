"""Where the wall time of one trial goes that is not in its timed section.

Prints, as medians over some calls, the seconds and the share of: starting a bare interpreter, its imports, making the
pool and warming it by an item in every worker, the timed values, the files (pyperf's suite in the target; emptying
the folder, reading and journalling on the host), and the rest: the pool's end, pyperf's metadata, the wait for helper
processes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import Bench, prepared

from gilbench.machine import facts
from gilbench.settings import DEPTHS
from gilbench.store.journal import Journal
from gilbench.store.records import Record
from gilbench.store.run_folder import JOURNAL

TIMED, WHOLE = "timed values", "whole"
IMPORTS = (
    "from gilbench.inside import trial, timer; timer.runner(); "
    "import gilbench.inside.worker, gilbench.experiments.throughput.measure"
)
POOL = """
import os, sys, time
from gilbench.inside import loading, warmth
from gilbench.inside.opening import opened
from gilbench.inside.registry import Registry
file, name, method, workers = sys.argv[1:]
registry = Registry()
loading.load(file, registry)
strategy = registry.strategies[name]
start = time.perf_counter()
with opened(strategy, int(workers), method or None) as run:
    warmth.prove(run, int(workers), os.getpid, os.environ["TMPDIR"], runs_async=strategy.runs_async)
    print(time.perf_counter() - start)
"""
SUITE = """
import sys, time, pyperf
suite = pyperf.BenchmarkSuite.load(sys.argv[1])
start = time.perf_counter()
suite.dump(sys.argv[2], replace=True)
print(time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Call:
    """The seconds of one trial, from the host's point of view."""

    whole: float
    values: float
    warming: float
    host: float  # of the whole: emptying the folder, reading what the target wrote, and storing it for good


def main() -> None:
    """Measure and print the breakdown of each strategy asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--python", default=sys.executable, help="path of the interpreter (default: this one)")
    parser.add_argument("--workload", default="primes", help="default: %(default)s")
    parser.add_argument("--strategy", action="append", help="default: thread_executor and process_executor[fork]")
    parser.add_argument("--calls", type=int, default=25, help="how often it is measured (default: %(default)s)")
    options = parser.parse_args()
    sys.stdout.write(f"load average before: {facts.facts().get('load average', 'unknown')}\n")
    for strategy in options.strategy or ["thread_executor", "process_executor[fork]"]:
        with tempfile.TemporaryDirectory() as name:
            bench = prepared(Path(name), options.python, options.workload, strategy)
            sys.stdout.write(f"{bench.trial.name} on {bench.target.id}, medians of {options.calls}:\n")
            sys.stdout.write(text(measured(bench, options.calls)))


def measured(bench: Bench, calls: int) -> dict[str, float]:
    """Return the median seconds of each part of a trial; the parts are measured in turns."""
    found = [parts(bench) for _ in range(calls)]
    return {name: statistics.median(each[name] for each in found) for name in found[0]}


def parts(bench: Bench) -> dict[str, float]:
    """Return the seconds of each part, measured once."""
    trial, bare = called(bench), bench.python_seconds("pass")
    found = {
        "a bare interpreter": bare,
        "imports": bench.python_seconds(IMPORTS) - bare,
        "pool made and met": pool(bench),
        "an item in every worker": trial.warming,
        TIMED: trial.values,
        "files": trial.host + suite(bench),
    }
    return {**found, "rest": trial.whole - sum(found.values()), WHOLE: trial.whole}


def called(bench: Bench) -> Call:
    """Run the trial and journal it."""
    start = time.perf_counter()
    outcome = bench.run(DEPTHS["normal"].values)
    journal = Journal(bench.folder / JOURNAL)
    journal.append(Record(bench.trial.id, 1, outcome))
    whole = time.perf_counter() - start
    journal.close()
    if outcome.pyperf is None:
        sys.exit(f"the trial was lost: {outcome.reason}")
    bench.pyperf_file.write_text(json.dumps(outcome.pyperf), encoding="utf-8")
    (run,) = outcome.pyperf["benchmarks"][0]["runs"]
    values = sum(run["values"])
    share = bench.trial.workers / bench.trial.items  # of a value
    return Call(whole, values, share * values / len(run["values"]), whole - outcome.elapsed)


def pool(bench: Bench) -> float:
    """Return the seconds that the trial's strategy needs to have all its workers up."""
    trial = bench.trial
    info = next(
        each
        for each in bench.target.catalogue.strategies
        if (each.name, each.start_method) == (trial.strategy, trial.start_method)
    )
    return float(bench.python(POOL, info.file, info.name, info.start_method or "", str(trial.workers)))


def suite(bench: Bench) -> float:
    """Return the seconds that pyperf needs to write the file of the last trial."""
    return float(bench.python(SUITE, str(bench.pyperf_file), str(bench.folder / "again.json")))


def text(seconds: Mapping[str, float]) -> str:
    """Return the parts as lines of text, and what of them is overhead."""
    beyond = seconds[WHOLE] - seconds[TIMED]
    lines = {**seconds, "beyond the timed values": beyond}
    return "".join(f"  {name:27}{each * 1000:7.1f} ms {each / seconds[WHOLE]:6.0%}\n" for name, each in lines.items())


if __name__ == "__main__":
    main()
