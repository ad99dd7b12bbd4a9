"""Does gilbench time what a bare script times? The same work and pool, in pairs of processes, taking turns to be first.

Prints for each strategy the ratio of gilbench's seconds to those of `bare.py`: the median of the pairs, with its 95 %
interval by the order of the pairs, and their geometric mean, with that of Student's t. A worker that starts late by
chance, which happens to either side, moves the mean and not the median. With `--beside` the bare script is also run
with something of what a trial has beside the work, and its ratio shows what that costs.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
import plain_work
from bench import Bench, prepared
from scipy import stats

from gilbench.analysis.intervals import geometric_mean
from gilbench.machine import facts
from gilbench.model import Estimate
from gilbench.settings import DEPTHS

BARE = Path(__file__).with_name("bare.py")
BESIDE = ("imports", "readings", "records")
GILBENCH, PLAIN = "gilbench", "the bare script"

Side = Callable[[Bench, int], Sequence[float]]


@dataclass(frozen=True)
class Ratio:
    """The seconds of one side ÷ those of the bare script, over all pairs."""

    median: Estimate
    mean: Estimate


def main() -> None:
    """Measure and print the ratio of each strategy asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--python", default=sys.executable, help="path of the interpreter (default: this one)")
    parser.add_argument("--workload", default="primes", help="default: %(default)s")
    parser.add_argument("--strategy", action="append", help="default: thread_executor and process_executor[fork]")
    parser.add_argument("--pairs", type=int, default=60, help="of each strategy (default: %(default)s)")
    parser.add_argument("--values", type=int, default=DEPTHS["normal"].values, help="in each process (default: 1)")
    parser.add_argument("--beside", action="append", choices=BESIDE, help="what the bare script has too; repeatable")
    options = parser.parse_args()
    sys.stdout.write(f"load average before: {facts.facts().get('load average', 'unknown')}\n")
    for strategy in options.strategy or ["thread_executor", "process_executor[fork]"]:
        with tempfile.TemporaryDirectory() as name:
            bench = prepared(Path(name), options.python, options.workload, strategy)
            found = compared(bench, options.pairs, options.values, options.beside or ())
            sys.stdout.write(f"{bench.trial.name} on {bench.target.id}\n")
            sys.stdout.writelines(f"  {side}: {text(ratio)}\n" for side, ratio in found.items())


def compared(bench: Bench, pairs: int, values: int, beside: Sequence[str] = ()) -> dict[str, Ratio]:
    """Return the ratio of each side but the bare script's own; all sides run in turns."""
    sides: dict[str, Side] = {GILBENCH: by_gilbench, PLAIN: by_bare_script}
    sides |= {f"{PLAIN} with {each}": partial(by_bare_script, beside=(each,)) for each in beside}
    found: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(pairs):
        for name in list(sides) if number % 2 else reversed(list(sides)):
            found[name].append(math.log(statistics.median(sides[name](bench, values))))
    return {name: ratio(found[name], found[PLAIN]) for name in sides if name != PLAIN}


def ratio(logs: Sequence[float], bare: Sequence[float]) -> Ratio:
    """Return the ratio of two sides from the logarithms of their seconds."""
    pairs = [one - other for one, other in zip(logs, bare, strict=True)]
    return Ratio(median(pairs), geometric_mean(pairs))


def median(logs: Sequence[float]) -> Estimate:
    """Return the median of logarithms as a ratio; its 95 % interval lies between two of them, and needs six or more."""
    ordered, middle = sorted(logs), math.exp(statistics.median(logs))
    outside = int(stats.binom.ppf(0.025, len(ordered), 0.5)) - 1  # so many on either side: never narrower than 95 %
    if outside < 0:
        return Estimate(middle, None, None, len(ordered))
    return Estimate(middle, math.exp(ordered[outside]), math.exp(ordered[-1 - outside]), len(ordered))


def by_gilbench(bench: Bench, values: int) -> Sequence[float]:
    """Return the seconds of each value of a trial."""
    outcome = bench.run(values)
    if outcome.state != "ok":
        sys.exit(f"the trial was lost: {outcome.reason}")
    return [call.seconds for call in outcome.calls]


def by_bare_script(bench: Bench, values: int, beside: Sequence[str] = ()) -> Sequence[float]:
    """Return the seconds that a script without gilbench gives to the same work, in the same environment."""
    work = plain_work.of(bench.trial, bench.target)
    said = bench.start(str(BARE), work.as_json(), str(values), *beside)
    return msgspec.json.decode(said, type=list[float])


def text(found: Ratio) -> str:
    """Return the ratio in words."""
    return f"median {_text(found.median)}, mean {_text(found.mean)}, {found.mean.rounds} pairs"


def _text(found: Estimate) -> str:
    interval = "" if found.low is None or found.high is None else f" ({found.low:.3f} to {found.high:.3f})"
    return f"{found.value:.3f}{interval}"


if __name__ == "__main__":
    main()
