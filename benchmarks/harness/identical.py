"""Identical code on two targets: how often it is called the same, and how often wrongly different.

For each number of CPU hogs one `gilbench run` of two environments of one interpreter measures every built-in workload,
serially and in threads; `gilbench compare` judges the 40 rows. Unless `--precision` is given, a run goes on until its
budget is spent. Prints how many rows were called same, and how many verdicts were false alarms: of the whole run, and
of its three thirds, each judged as if it were a run of its own. No two thirds share a round, but the rows of each share
its rounds: the intervals (Clopper and Pearson) are somewhat too narrow, so the parts with a false alarm are counted
beside them.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tables
from hogs import hogs
from measuring import NO_EARLIER, environments, gilbench, is_kept
from shares import Share

from gilbench.analysis.ratios import FEWEST_ROUNDS, MARGIN
from gilbench.compare.records import Comparison
from gilbench.compare.sides import within
from gilbench.compare.thresholds import Thresholds
from gilbench.errors import GilbenchError
from gilbench.experiments.discovery import find
from gilbench.model import Estimate
from gilbench.store import run_folder
from gilbench.store.records import Record, StoredRun

SIDES = ("a", "a2")
THIRDS = 3
WORKERS = 2
DIFFERENT = ("faster", "slower")


@dataclass(frozen=True)
class Judged:
    """How many rows of identical code got which verdict, in a run or in parts of one."""

    same: Share
    different: Share  # of those with rounds enough to be called anything
    parts: Share  # those with a false alarm among them
    rounds: float  # the median row's, in a part
    half_width: float  # the same of its interval (0.05: ± 5 %); infinite without one


def main() -> None:
    """Measure, or read what was kept, and print both tables."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.source or options.keep or Path(scratch)
        try:
            runs = kept(folder) if options.source else measured(folder, options)
            found = {number: (judged([run]), judged(thirds(run))) for number, run in runs.items()}
        except (OSError, GilbenchError) as error:
            sys.exit(f"{folder}: {error}")
    sys.stdout.write(text(found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("globs", nargs="*", metavar="WORKLOAD", help="as `gilbench run` takes them (default: all)")
    parser.add_argument("--hogs", type=int, nargs="+", default=[0, 1, 2], help="a run beside each (default: 0 1 2)")
    parser.add_argument("--budget", default="6m", help="of each run (default: %(default)s)")
    parser.add_argument("--precision", default=NO_EARLIER, help="at which a run stops (default: its budget decides)")
    parser.add_argument("--seed", type=int, default=1, help="of the hogs and of the orders (default: %(default)s)")
    parser.add_argument("--python", default=sys.executable, help="path of the interpreter (default: this one)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a folder for the runs; those in it are not repeated")
    parser.add_argument("--from", dest="source", type=Path, metavar="DIR", help="count again what --keep has kept")
    return parser.parse_args()


def measured(folder: Path, options: argparse.Namespace) -> dict[int, StoredRun]:
    """Measure beside each number of hogs beside which no run was kept; return all runs of the folder by that number."""
    sides = environments(folder.resolve() / "environments", SIDES, options.python)
    for number in options.hogs:
        out = folder / f"hogs{number}"
        if not is_kept(out):
            with hogs(number, str(options.seed)):
                gilbench("run", *options.globs, *asked(sides, options), "--out", out)
    return kept(folder)


def asked(sides: Sequence[Path], options: argparse.Namespace) -> tuple[str | Path, ...]:
    """Return the options of a run of all that work, serially and in threads."""
    return (
        *("--experiment", "throughput", "--suite", "full", "--strategy", "thread", "--workers", str(WORKERS)),
        *(part for side in sides for part in ("--python", side)),
        *("--budget", options.budget, "--precision", options.precision, "--seed", str(options.seed)),
    )


def kept(folder: Path) -> dict[int, StoredRun]:
    """Return the runs of a folder by their number of hogs; raises GilbenchError if one is damaged."""
    found = {int(each.name.removeprefix("hogs")): each for each in folder.glob("hogs*")}
    return {number: run_folder.load(found[number]) for number in sorted(found)}


def thirds(run: StoredRun) -> list[StoredRun]:
    """Return the run as three runs, of the first rounds, those in the middle, and the last."""
    last = max((record.round for record in run.records), default=0)
    parts: list[list[Record]] = [[] for _ in range(THIRDS)]
    for record in run.records:
        parts[(record.round - 1) * THIRDS // last].append(record)
    return [replace(run, records=tuple(each)) for each in parts]


def judged(parts: Sequence[StoredRun]) -> Judged:
    """Return what `gilbench compare` says of the rows of these runs, taken together."""
    found = [compared(each) for each in parts]
    rows = [row for each in found for row in each.rows]
    alarms = [sum(row.verdict in DIFFERENT for row in each.rows) for each in found]
    return Judged(
        same=Share(sum(row.verdict == "same" for row in rows), len(rows)),
        different=Share(sum(alarms), sum(row.ratio.rounds >= FEWEST_ROUNDS for row in rows)),
        parts=Share(sum(map(bool, alarms)), len(found)),
        rounds=statistics.median(row.ratio.rounds for row in rows),
        half_width=statistics.median(half_width(row.ratio) for row in rows),
    )


def half_width(ratio: Estimate) -> float:
    """Return half the interval of a ratio as a share of it, on the log scale; infinite without one."""
    return math.inf if ratio.low is None or ratio.high is None else math.sqrt(ratio.high / ratio.low) - 1


def compared(run: StoredRun) -> Comparison:
    """Return the comparison of the second target with the first."""
    return within(run, None, Thresholds(MARGIN), find())


def text(found: Mapping[int, tuple[Judged, Judged]]) -> str:
    """Return both tables, the whole runs first."""
    wholes, parts = ({number: each[place] for number, each in found.items()} for place in (0, 1))
    return (
        f"whole runs\n{tables.text(_table(wholes))}\ntheir thirds, each judged as a run\n{tables.text(_table(parts))}"
    )


def _table(found: Mapping[int, Judged]) -> Iterator[Sequence[str]]:
    yield "hogs", "rounds", "half-width", "same", "undecided", "false alarms", "95 % interval", "parts with one"
    for number, each in found.items():
        low, high = each.different.interval
        rows, same, different = each.same.of, each.same.hits, each.different.hits
        yield (
            str(number),
            f"{each.rounds:g}",
            f"±{each.half_width:.1%}",
            f"{same} of {rows}",
            str(rows - same - different),
            f"{different} of {each.different.of}",
            f"{low:.1%} to {high:.1%}",
            f"{each.parts.hits} of {each.parts.of}",
        )


if __name__ == "__main__":
    main()
