"""Does gilbench time what a bare script times? The same work and pool, in pairs of processes, taking turns to be first.

Prints for each strategy the ratio of gilbench's seconds to those of `bare.py`, with its 95 % interval: the geometric
mean over pairs, each side of which is the median of its values.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import plain_work
from bench import Bench, prepared

from gilbench.analysis.intervals import geometric_mean
from gilbench.machine import facts
from gilbench.model import Estimate

BARE = Path(__file__).with_name("bare.py")


def main() -> None:
    """Measure and print the ratio of each strategy asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--python", default=sys.executable, help="path of the interpreter (default: this one)")
    parser.add_argument("--workload", default="primes", help="default: %(default)s")
    parser.add_argument("--strategy", action="append", help="default: thread_executor and process_executor[fork]")
    parser.add_argument("--pairs", type=int, default=60, help="of each strategy (default: %(default)s)")
    parser.add_argument("--values", type=int, default=3, help="in each process (default: %(default)s)")
    options = parser.parse_args()
    sys.stdout.write(f"load average before: {facts.facts().get('load average', 'unknown')}\n")
    for strategy in options.strategy or ["thread_executor", "process_executor[fork]"]:
        with tempfile.TemporaryDirectory() as name:
            bench = prepared(Path(name), options.python, options.workload, strategy)
            found = compared(bench, options.pairs, options.values)
            sys.stdout.write(f"{bench.trial.name} on {bench.target.id}: {text(found)}\n")


def compared(bench: Bench, pairs: int, values: int) -> Estimate:
    """Return gilbench's seconds ÷ the bare script's."""
    sides: tuple[Callable[[Bench, int], Iterable[float]], ...] = (by_gilbench, by_bare_script)
    logs = []
    for number in range(pairs):
        in_turn = sides if number % 2 else sides[::-1]
        seconds = {side: statistics.median(side(bench, values)) for side in in_turn}
        logs.append(math.log(seconds[by_gilbench] / seconds[by_bare_script]))
    return geometric_mean(logs)


def by_gilbench(bench: Bench, values: int) -> Iterable[float]:
    """Return the seconds of each value of a trial."""
    outcome = bench.run(values)
    if outcome.state != "ok":
        sys.exit(f"the trial was lost: {outcome.reason}")
    return [call.seconds for call in outcome.calls]


def by_bare_script(bench: Bench, values: int) -> Iterable[float]:
    """Return the seconds that a script without gilbench gives to the same work, in the same environment."""
    work = plain_work.of(bench.trial, bench.target)
    seconds: list[float] = json.loads(bench.start(str(BARE), work.as_json(), str(values)))
    return seconds


def text(found: Estimate) -> str:
    """Return the ratio in words."""
    if found.low is None or found.high is None:
        return f"{found.value:.4f} × the bare script's time, one pair"
    return (
        f"{found.value:.4f} × the bare script's time "
        f"(95 % interval {found.low:.4f} to {found.high:.4f}, {found.rounds} pairs)"
    )


if __name__ == "__main__":
    main()
